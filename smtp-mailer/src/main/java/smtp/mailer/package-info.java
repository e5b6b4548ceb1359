/**
 * One object that a whole application sends through.
 *
 * <p>{@link smtp.mailer.Mailer} is what an application shares. {@link smtp.mailer.MailerBuilder}
 * lists its options, {@link smtp.mailer.status.Submission} is a message on its way, {@link
 * smtp.mailer.status.Outcome} what became of it. {@link smtp.mailer.status.MailerListener} and
 * {@link smtp.mailer.status.MailerSnapshot} are for those who watch.
 */
@NullMarked
package smtp.mailer;

import org.jspecify.annotations.NullMarked;
