/**
 * One connection: sending commands and reading replies, each wait within its time limit.
 *
 * <p>{@link smtp.core.internal.connection.Connection} sends commands and reads replies; {@link
 * smtp.core.internal.connection.DueReplies} is the one place that knows which replies are due. What
 * happens on 421 is in {@code Connection.reply}. {@link smtp.core.internal.connection.Redaction}
 * hides secrets; {@link smtp.core.internal.connection.Failure} makes the exceptions.
 */
@NullMarked
package smtp.core.internal.connection;

import org.jspecify.annotations.NullMarked;
