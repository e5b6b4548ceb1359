package smtp.api;

/** A step took longer than it may, or the deadline of the whole operation passed. */
public class SmtpTimeoutException extends SmtpTransportException {

  private static final long serialVersionUID = 1;

  /** The step that did not end. */
  private final Phase phase;

  /** Makes an exception. */
  public SmtpTimeoutException(String message, Phase phase) {
    super(message, null);
    this.phase = phase;
  }

  /** Returns the step that did not end in time. */
  public final Phase phase() {
    return phase;
  }
}
