package smtp.it.faults;

import org.jspecify.annotations.Nullable;
import smtp.api.SmtpException;

/**
 * How a client should handle a fault.
 *
 * @param failing the operation that throws; {@code null} if none does
 * @param failure the exact class of the exception
 * @param cause the class of its cause, if the exception says that the outcome is unknown
 * @param sequel what becomes of the session
 * @param outcomes of the three recipients, one letter each: accepted, refused, unknown, not sent;
 *     empty if no message was begun
 */
record Expected(
    @Nullable Operation failing,
    @Nullable Class<? extends SmtpException> failure,
    @Nullable Class<? extends SmtpException> cause,
    Sequel sequel,
    String outcomes) {

  /** What becomes of the session. */
  enum Sequel {
    /** It continues as if there had been no fault. */
    GOES_ON,
    /** The operation has failed, and the next one succeeds. */
    NEXT,
    /** The client sends QUIT and nothing else. */
    QUITS,
    /** The client closes the connection and writes nothing more. */
    CLOSED
  }

  Expected with(String recipients) {
    return new Expected(failing, failure, cause, sequel, recipients);
  }
}
