package smtp.api;

/** The thread was interrupted while it waited. Its interrupted status is still set. */
public class SmtpInterruptedException extends SmtpTransportException {

  private static final long serialVersionUID = 1;

  /** Makes an exception. */
  public SmtpInterruptedException(String message) {
    super(message, null);
  }
}
