package smtp.api;

import java.util.Objects;

/**
 * The end of the data was sent and no reply was read: the message may have been delivered or not
 * (RFC 1047).
 *
 * <p>{@link #result()} says for which recipients. The cause says what happened to the connection.
 * The session is closed.
 */
public class SmtpOutcomeUnknownException extends SmtpTransportException {

  private static final long serialVersionUID = 1;

  /** Makes an exception. */
  public SmtpOutcomeUnknownException(String message, Throwable cause) {
    super(message, Objects.requireNonNull(cause, "cause"), Recovery.MAY_HAVE_BEEN_DELIVERED);
  }
}
