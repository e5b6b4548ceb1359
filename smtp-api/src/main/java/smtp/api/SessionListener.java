package smtp.api;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Is told what happens on a session, as it happens, on the thread that does it.
 *
 * <p>No event carries a secret: what AUTH sends, and what the server answers in the middle of it,
 * is replaced. What a listener throws is passed on to the caller and closes the session.
 */
public interface SessionListener {

  /** A listener that does nothing. */
  SessionListener NONE = new SessionListener() {};

  /** The connection is there; nothing has been read from it. */
  default void connected(SocketAddress server) {}

  /**
   * A command goes out.
   *
   * @param line the line without its CRLF, secrets replaced
   */
  default void commandSent(String line) {}

  /**
   * A reply was read.
   *
   * @param elapsed the time since the client began to wait for it
   */
  default void replyReceived(Reply reply, Duration elapsed) {}

  /**
   * The connection is under TLS, and the server is who it should be.
   *
   * @param protocol the version, such as {@code TLSv1.3}
   * @param cipherSuite the cipher suite
   */
  default void secured(String protocol, String cipherSuite) {}

  /** The server accepted the credentials. */
  default void authenticated(String mechanism) {}

  /**
   * Content went out.
   *
   * @param octets how many octets since the content began, as they go over the wire: by DATA with
   *     leading dots doubled, so that they may come to a little more than the total
   * @param total how many octets the content has, if that is known
   */
  default void contentSent(long octets, OptionalLong total) {}

  /**
   * The connection is closed.
   *
   * @param cause why, or {@code null} if the caller or the protocol ended it
   */
  default void closed(@Nullable SmtpException cause) {}
}
