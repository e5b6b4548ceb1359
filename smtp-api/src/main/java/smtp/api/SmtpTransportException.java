package smtp.api;

import org.jspecify.annotations.Nullable;

/**
 * The connection failed: it was lost, timed out, or was interrupted, or TLS failed.
 *
 * <p>The subclass says which. The session is closed.
 */
public class SmtpTransportException extends SmtpException {

  private static final long serialVersionUID = 1;

  /** Makes an exception. */
  public SmtpTransportException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
