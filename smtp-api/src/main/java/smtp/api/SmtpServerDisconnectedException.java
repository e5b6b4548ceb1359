package smtp.api;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The server closed the connection, or sent a 421 reply. Also thrown by a call on a session that is
 * closed already.
 *
 * <p>The session is closed.
 */
public class SmtpServerDisconnectedException extends SmtpTransportException {

  private static final long serialVersionUID = 1;

  /** The 421 reply. */
  private final @Nullable Reply reply;

  /**
   * Makes an exception for a connection that was closed without a reply, with {@link
   * Recovery#RETRY_LATER}.
   */
  public SmtpServerDisconnectedException(String message, @Nullable Throwable cause) {
    this(message, cause, Recovery.RETRY_LATER);
  }

  /**
   * Makes an exception for a connection that was closed without a reply.
   *
   * @param recovery what to do; {@link Recovery#FIX_FIRST} for a call on a session that was closed
   *     before: it needs another session
   */
  public SmtpServerDisconnectedException(
      String message, @Nullable Throwable cause, Recovery recovery) {
    super(message, cause, recovery);
    this.reply = null;
  }

  /**
   * Makes an exception for a server that announced the end.
   *
   * @param reply the 421 reply
   */
  public SmtpServerDisconnectedException(String message, Reply reply) {
    super(message, null);
    this.reply = Objects.requireNonNull(reply, "reply");
  }

  /** Returns the 421 reply, or empty if the connection was closed without one. */
  public final Optional<Reply> reply() {
    return Optional.ofNullable(reply);
  }
}
