package smtp.api;

import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Receives what happens on a session, command by command: for logs, metrics and traces.
 *
 * <p>Each method is called when its event happens, on the thread that uses the session, and the
 * session waits for it. A listener must not use the session. It only watches: if a method throws,
 * the session continues as if it had not, and nothing that the caller is told changes. The first
 * exception of a listener is logged as a warning by the logger {@code smtp.core}.
 *
 * <p>No event of an authentication holds a secret: {@link #HIDDEN} replaces what the client sends
 * with and after AUTH, the challenges of the server, and words of its other replies that repeat a
 * secret. It also replaces email addresses if the client was built to hide them. Content is only
 * given to a listener that {@linkplain #wantsContent() wants it}.
 */
public interface SessionListener {

  /** A listener that does nothing. */
  SessionListener NONE = new SessionListener() {};

  /** The text that replaces what an event does not show. */
  String HIDDEN = "***";

  /**
   * Called before the client connects. {@link #onConnected} follows, or {@link #onClosed} with the
   * reason for the failure.
   *
   * @param server host and port, or the path of a Unix socket
   */
  default void onConnecting(String server) {}

  /**
   * Called when the client has connected, before it reads the greeting.
   *
   * @param server the address of the server, or of the proxy
   * @param elapsed how long it took to look up the name and connect
   */
  default void onConnected(SocketAddress server, Duration elapsed) {}

  /**
   * Called when the client sends a command.
   *
   * @param line the command line without its CRLF, with secrets replaced
   */
  default void onCommand(String line) {}

  /**
   * Called when a reply was read.
   *
   * @param reply the reply, with secrets replaced
   * @param elapsed the time since the client began to wait for it
   */
  default void onReply(Reply reply, Duration elapsed) {}

  /**
   * Called when the connection is over TLS and the server's certificate was accepted.
   *
   * @param protocol the version, such as {@code TLSv1.3}
   * @param cipherSuite the cipher suite, such as {@code TLS_AES_128_GCM_SHA256}
   * @param elapsed how long the handshake took
   */
  default void onTls(String protocol, String cipherSuite, Duration elapsed) {}

  /**
   * Called when the server has accepted the credentials.
   *
   * @param mechanism the SASL name of the mechanism
   */
  default void onAuthenticated(String mechanism) {}

  /**
   * Called when a part of the content was sent.
   *
   * @param bytes how many bytes of this content have been sent so far. With DATA, doubled dots
   *     count, so it may become a little more than the total
   * @param total how many bytes the content has, or empty if that is not known
   */
  default void onContent(long bytes, OptionalLong total) {}

  /** Returns whether {@link #onContentBytes} is to be called. Called once for each session. */
  default boolean wantsContent() {
    return false;
  }

  /**
   * Called before a part of the content is sent, if {@link #wantsContent} returned {@code true}.
   *
   * @param bytes the bytes as they are sent: with DATA, including doubled dots and the final dot.
   *     Read-only, and valid only during the call
   */
  default void onContentBytes(ByteBuffer bytes) {}

  /**
   * Called when the client, for all its later messages and sessions, goes without something that
   * the server offers but does not bear. Called once for each such thing in the life of a client.
   *
   * @param reason what happened, and what the client does from now on: a sentence for a person
   */
  default void onFallback(String reason) {}

  /**
   * Called when the connection was closed or could not be made. It is the last event of a session.
   *
   * @param cause why, or {@code null} if the session was closed as intended
   */
  default void onClosed(@Nullable SmtpException cause) {}
}
