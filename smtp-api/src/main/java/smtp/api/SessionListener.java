package smtp.api;

import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Is told what happens on a session, as it happens, on the thread that does it: an event has the
 * time of its call.
 *
 * <p>No event carries a secret: what AUTH sends, and what the server answers in the middle of it,
 * is replaced by {@link #HIDDEN}, and so are mail addresses if the client was built to hide them.
 * Content is given only to those who {@linkplain #wantsContent() want it}. What a listener throws
 * is passed on to the caller and closes the session.
 */
public interface SessionListener {

  /** A listener that does nothing. */
  SessionListener NONE = new SessionListener() {};

  /** What stands in an event for that which is not shown. */
  String HIDDEN = "***";

  /**
   * The client is about to connect. What follows is {@link #onConnected}, or {@link #onClosed} with
   * the reason why not.
   *
   * @param server host and port, or the path of a Unix socket
   */
  default void onConnecting(String server) {}

  /**
   * The connection is there; nothing has been read from it.
   *
   * @param server the server's address, or the proxy's
   * @param elapsed how long it took to look the name up and connect
   */
  default void onConnected(SocketAddress server, Duration elapsed) {}

  /**
   * A command goes out.
   *
   * @param line the line without its CRLF, secrets replaced
   */
  default void onCommand(String line) {}

  /**
   * A reply was read.
   *
   * @param elapsed the time since the client began to wait for it
   */
  default void onReply(Reply reply, Duration elapsed) {}

  /**
   * The connection is under TLS, and the server is who it should be.
   *
   * @param protocol the version, such as {@code TLSv1.3}
   * @param cipherSuite the cipher suite
   * @param elapsed how long the handshake took
   */
  default void onTls(String protocol, String cipherSuite, Duration elapsed) {}

  /** The server accepted the credentials. */
  default void onAuthenticated(String mechanism) {}

  /**
   * Content went out.
   *
   * @param octets how many octets since the content began, as they go over the wire: by DATA with
   *     leading dots doubled, so that they may come to a little more than the total
   * @param total how many octets the content has, if that is known
   */
  default void onContent(long octets, OptionalLong total) {}

  /** Tells whether {@link #onContentBytes} is to be called. Asked once a session. */
  default boolean wantsContent() {
    return false;
  }

  /**
   * Content is about to go out, as it goes over the wire: with its dots doubled and the dot that
   * ends it, where it goes by DATA.
   *
   * @param octets read-only, valid during the call; any piece of the content
   */
  default void onContentBytes(ByteBuffer octets) {}

  /**
   * The connection is closed, or none came about. The last event of a session.
   *
   * @param cause why, or {@code null} if the caller or the protocol ended it
   */
  default void onClosed(@Nullable SmtpException cause) {}
}
