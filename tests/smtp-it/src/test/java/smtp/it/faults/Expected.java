package smtp.it.faults;

import org.jspecify.annotations.Nullable;
import smtp.api.SmtpException;

/**
 * What a client is to make of a fault.
 *
 * @param failing the operation that throws; {@code null} if none does
 * @param failure what it throws, exactly that class
 * @param cause the class of its cause, where the failure is that the outcome is unknown
 * @param sequel what becomes of the session
 * @param outcomes of the three recipients, a letter each: accepted, refused, unknown, not sent;
 *     empty if no mail was begun
 */
record Expected(
    @Nullable Operation failing,
    @Nullable Class<? extends SmtpException> failure,
    @Nullable Class<? extends SmtpException> cause,
    Sequel sequel,
    String outcomes) {

  /** What becomes of the session. */
  enum Sequel {
    /** It goes on as if nothing had happened. */
    GOES_ON,
    /** What was under way is over, and the next operation succeeds. */
    NEXT,
    /** The client says QUIT and nothing else. */
    LEAVES,
    /** The client closes the connection and writes nothing more. */
    CLOSED
  }

  Expected with(String recipients) {
    return new Expected(failing, failure, cause, sequel, recipients);
  }
}
