package smtp.api;

import org.jspecify.annotations.Nullable;

/**
 * The server does not speak the protocol: a reply that is malformed, too long, out of step or
 * unasked for. Nothing that it says can be trusted any more, so the session is closed.
 */
public class SmtpProtocolException extends SmtpException {

  private static final long serialVersionUID = 1;

  /** Makes an exception. */
  public SmtpProtocolException(String message) {
    super(message);
  }

  /** Makes an exception with a cause. */
  public SmtpProtocolException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
