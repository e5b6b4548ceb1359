package smtp.api;

import org.jspecify.annotations.Nullable;

/**
 * TLS did not come about, or broke: the handshake failed, the certificate is not one to trust, the
 * server ended TLS with an alert, or octets arrived that TLS cannot have sent. The message says
 * what is wrong and what to do. A connection that merely ends is a {@link
 * SmtpServerDisconnectedException}.
 */
public class SmtpTlsException extends SmtpTransportException {

  private static final long serialVersionUID = 1;

  /** What to do, as this exception alone knows it. */
  private final Recovery recovery;

  /** Makes an exception that will come again until something is changed. */
  public SmtpTlsException(String message, @Nullable Throwable cause) {
    this(message, cause, Recovery.FIX_FIRST);
  }

  /**
   * Makes an exception.
   *
   * @param recovery {@link Recovery#RETRY_LATER} if another connection may do better
   */
  public SmtpTlsException(String message, @Nullable Throwable cause, Recovery recovery) {
    super(message, cause);
    this.recovery = recovery;
  }

  @Override
  protected Recovery recoveryOfCause() {
    return recovery;
  }
}
