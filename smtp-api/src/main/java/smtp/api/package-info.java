/**
 * What an application says to an SMTP or LMTP server, and what it is told.
 *
 * <p>{@link smtp.api.MailSession} is one connection. What is sent is a {@link smtp.api.Mail}: an
 * {@link smtp.api.Envelope} and a {@link smtp.api.Content}. What became of it is a {@link
 * smtp.api.SendResult}, a {@link smtp.api.RecipientResult} for each recipient, whether the send
 * returned or threw an {@link smtp.api.SmtpException}.
 *
 * <p>No method of this package takes or returns {@code null} unless it is marked so.
 */
@NullMarked
package smtp.api;

import org.jspecify.annotations.NullMarked;
