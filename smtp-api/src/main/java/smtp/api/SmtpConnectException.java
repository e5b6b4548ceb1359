package smtp.api;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The client could not connect to the server, or the server's greeting refused the session.
 *
 * <p>The client has tried every address of the server. The failure of each address is a {@linkplain
 * #getSuppressed() suppressed} exception.
 */
public class SmtpConnectException extends SmtpException {

  private static final long serialVersionUID = 1;

  /** The greeting that refused. */
  private final @Nullable Reply reply;

  /**
   * Makes an exception for a server that could not be reached, with {@link Recovery#RETRY_LATER}.
   */
  public SmtpConnectException(String message, @Nullable Throwable cause) {
    this(message, cause, Recovery.RETRY_LATER);
  }

  /**
   * Makes an exception for a server that could not be reached.
   *
   * @param recovery what to do; {@link Recovery#FIX_FIRST} if the configuration is at fault, such
   *     as a name that no host has
   */
  public SmtpConnectException(String message, @Nullable Throwable cause, Recovery recovery) {
    super(message, cause, recovery);
    this.reply = null;
  }

  /** Makes an exception for a greeting that refuses. */
  public SmtpConnectException(String message, Reply reply) {
    super(message, null, recoveryFrom(reply));
    this.reply = reply;
  }

  /** Returns the greeting that refused, or empty if the server could not be reached. */
  public final Optional<Reply> reply() {
    return Optional.ofNullable(reply);
  }
}
