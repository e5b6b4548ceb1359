package smtp.api;

import org.jspecify.annotations.Nullable;

/**
 * The connection failed: it was lost, timed out, or was interrupted, or TLS failed.
 *
 * <p>The subclass says which. The session is closed.
 */
public class SmtpTransportException extends SmtpException {

  private static final long serialVersionUID = 1;

  /** Makes an exception with {@link Recovery#RETRY_LATER}. */
  public SmtpTransportException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * Makes an exception.
   *
   * @param recovery what to do, unless the result of a send says otherwise
   */
  public SmtpTransportException(String message, @Nullable Throwable cause, Recovery recovery) {
    super(message, cause, recovery);
  }

  /**
   * Makes an exception that ends a send, for other implementations of a session, with {@link
   * Recovery#RETRY_LATER}.
   *
   * @param result the outcome for each recipient
   */
  public SmtpTransportException(String message, @Nullable Throwable cause, SendResult result) {
    super(message, cause, result);
  }
}
