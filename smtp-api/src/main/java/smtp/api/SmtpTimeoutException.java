package smtp.api;

import java.util.Objects;

/**
 * A step of the session took longer than its limit, or the deadline of the whole call passed.
 *
 * <p>The session is closed.
 *
 * @see Timeouts
 */
public class SmtpTimeoutException extends SmtpTransportException {

  private static final long serialVersionUID = 1;

  /** The step that was not finished. */
  private final Phase phase;

  /** Makes an exception. */
  public SmtpTimeoutException(String message, Phase phase) {
    super(message, null);
    this.phase = Objects.requireNonNull(phase, "phase");
  }

  /** Returns the step that was not finished in time. */
  public final Phase phase() {
    return phase;
  }
}
