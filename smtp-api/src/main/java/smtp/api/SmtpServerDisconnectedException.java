package smtp.api;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The server ended the connection, without a word or with a 421 reply. */
public class SmtpServerDisconnectedException extends SmtpTransportException {

  private static final long serialVersionUID = 1;

  /** The last word of the server. */
  private final @Nullable Reply reply;

  /** Makes an exception for a connection that ended without a reply. */
  public SmtpServerDisconnectedException(String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reply = null;
  }

  /** Makes an exception for a server that announced the end. */
  public SmtpServerDisconnectedException(String message, Reply reply) {
    super(message, null);
    this.reply = reply;
  }

  /** Returns the 421 reply, or empty if the connection ended without one. */
  public final Optional<Reply> reply() {
    return Optional.ofNullable(reply);
  }
}
