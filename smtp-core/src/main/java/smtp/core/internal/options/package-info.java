/**
 * The options of a client, as the engine reads them.
 *
 * <p>To add an option, declare it in {@link smtp.core.internal.options.SessionOption}, {@link
 * smtp.core.internal.options.LoginOption} or {@link smtp.core.internal.options.SendOption}, and
 * give {@code smtp.core.ClientBuilder} a method that sets it. {@link
 * smtp.core.internal.options.Dialect} has the differences between SMTP and LMTP, {@link
 * smtp.core.internal.options.Server} names the server in messages.
 */
@NullMarked
package smtp.core.internal.options;

import org.jspecify.annotations.NullMarked;
