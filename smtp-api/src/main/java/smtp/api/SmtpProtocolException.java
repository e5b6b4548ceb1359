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

  /** Makes an exception with {@link Recovery#RETRY_LATER}. */
  public SmtpProtocolException(String message) {
    this(message, null);
  }

  /** Makes an exception with a cause and {@link Recovery#RETRY_LATER}. */
  public SmtpProtocolException(String message, @Nullable Throwable cause) {
    this(message, cause, Recovery.RETRY_LATER);
  }

  /**
   * Makes an exception.
   *
   * @param recovery what to do; {@link Recovery#FIX_FIRST} if this is not the server that the
   *     caller meant
   */
  public SmtpProtocolException(String message, @Nullable Throwable cause, Recovery recovery) {
    super(message, cause, recovery);
  }
}
