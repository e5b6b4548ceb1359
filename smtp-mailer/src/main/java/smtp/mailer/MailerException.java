package smtp.mailer;

import org.jspecify.annotations.Nullable;
import smtp.api.Recovery;
import smtp.api.SmtpException;

/**
 * A message was not delivered by a {@link Mailer}, after several attempts or without one. The
 * {@linkplain #getCause() cause} is the last failure; {@link #result()} has the outcome for each
 * recipient.
 *
 * <p>A failure of a single attempt is thrown as it is, so catch {@link SmtpException} for all.
 */
public final class MailerException extends SmtpException {

  private static final long serialVersionUID = 1;

  /** What to do about the last failure. */
  private final Recovery recovery;

  MailerException(Outcome outcome) {
    super(message(outcome), outcome.failure());
    SmtpException last = outcome.failure();
    this.recovery = last == null ? Recovery.RETRY_LATER : last.recovery();
  }

  private static String message(Outcome outcome) {
    String when =
        outcome.attempts() == 0
            ? "The message was not sent"
            : "The message was not delivered after " + attempts(outcome.attempts());
    return when + " within " + outcome.elapsed().toSeconds() + " s" + reason(outcome.failure());
  }

  private static String attempts(int count) {
    return count == 1 ? "one attempt" : count + " attempts";
  }

  private static String reason(@Nullable SmtpException last) {
    return last == null ? "" : ": " + last.getMessage();
  }

  @Override
  protected Recovery recoveryOfCause() {
    return recovery == Recovery.MAY_HAVE_BEEN_DELIVERED ? Recovery.RETRY_LATER : recovery;
  }
}
