package smtp.api;

/**
 * The server does not offer an extension that was asked for or is needed. Nothing was sent that
 * depends on it. The session survives.
 */
public class SmtpNotSupportedException extends SmtpException {

  private static final long serialVersionUID = 1;

  /** What is missing. */
  private final Extension extension;

  /** Makes an exception. */
  public SmtpNotSupportedException(String message, Extension extension) {
    super(message);
    this.extension = extension;
  }

  /** Returns the extension that is missing. */
  public final Extension extension() {
    return extension;
  }

  @Override
  protected Recovery recoveryOfCause() {
    return Recovery.FIX_FIRST;
  }
}
