package smtp.mailer;

import org.jspecify.annotations.Nullable;
import smtp.api.Recovery;
import smtp.api.SmtpException;
import smtp.mailer.status.Outcome;

/**
 * A message was not delivered by a {@link Mailer}, after several attempts or without one. The
 * {@linkplain #getCause() cause} is the last failure; {@link #result()} has the outcome for each
 * recipient.
 *
 * <p>A failure of a single attempt is thrown as it is, so catch {@link SmtpException} for all.
 */
public final class MailerException extends SmtpException {

  private static final long serialVersionUID = 1;

  MailerException(Outcome outcome) {
    super(message(outcome), outcome.failure(), recovery(outcome.failure()), outcome.result());
  }

  /** What is unknown is in the result, which knows it for all attempts. */
  private static Recovery recovery(@Nullable SmtpException last) {
    return last == null || last.recovery() == Recovery.MAY_HAVE_BEEN_DELIVERED
        ? Recovery.RETRY_LATER
        : last.recovery();
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
}
