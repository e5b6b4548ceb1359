package smtp.api;

/**
 * The thread was interrupted while it waited for the server. Its interrupt status is still set.
 *
 * <p>The session is closed.
 */
public class SmtpInterruptedException extends SmtpTransportException {

  private static final long serialVersionUID = 1;

  /** Makes an exception. */
  public SmtpInterruptedException(String message) {
    super(message, null);
  }

  /**
   * Makes an exception that ends a send, for other implementations of a session.
   *
   * @param result the outcome for each recipient
   */
  public SmtpInterruptedException(String message, SendResult result) {
    super(message, null, result);
  }
}
