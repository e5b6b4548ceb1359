package smtp.api;

import org.jspecify.annotations.Nullable;

/**
 * The server violated the protocol: it sent a reply that is malformed, too long, out of order, or
 * that no command asked for.
 *
 * <p>The client can no longer tell which reply belongs to which command, so the session is closed.
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
