package smtp.api;

import org.jspecify.annotations.Nullable;

/**
 * TLS failed: the handshake failed, the server's certificate was not accepted, the server ended TLS
 * with an alert, or bytes arrived that TLS cannot have sent.
 *
 * <p>The message says what is wrong and what to do. A connection that only ends is an {@link
 * SmtpServerDisconnectedException}. The session is closed.
 */
public class SmtpTlsException extends SmtpTransportException {

  private static final long serialVersionUID = 1;

  /** Makes an exception with {@link Recovery#FIX_FIRST}. */
  public SmtpTlsException(String message, @Nullable Throwable cause) {
    this(message, cause, Recovery.FIX_FIRST);
  }

  /**
   * Makes an exception.
   *
   * @param recovery what to do; {@link Recovery#RETRY_LATER} if another connection may succeed
   */
  public SmtpTlsException(String message, @Nullable Throwable cause, Recovery recovery) {
    super(message, cause, recovery);
  }
}
