/**
 * One connection: sending commands and reading replies, each wait within its time limit.
 *
 * <p>{@link smtp.core.internal.connection.Connection} sends commands and reads replies; {@link
 * smtp.core.internal.connection.DueReplies} is the one place that knows which replies are due.
 * {@code Connection.reply} turns a 421 into an exception, {@link
 * smtp.core.internal.connection.SalvagedReplies} finds one after a failed write. {@link
 * smtp.core.internal.connection.Redaction} hides secrets; {@link
 * smtp.core.internal.connection.Failure} makes the exceptions.
 */
@NullMarked
package smtp.core.internal.connection;

import org.jspecify.annotations.NullMarked;
