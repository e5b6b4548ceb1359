package smtp.core.internal.event;

import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import smtp.api.Reply;
import smtp.api.SmtpException;

/**
 * An event of a session, as a value. The methods of {@link smtp.api.SessionListener} with the same
 * names document the events.
 */
public sealed interface SessionEvent {

  /** The client is about to connect. */
  record Connecting(String server) implements SessionEvent {}

  /** The client has connected. */
  record Connected(SocketAddress server, Duration elapsed) implements SessionEvent {}

  /** A command is sent; its reply has the same {@code exchange}. */
  record CommandSent(Exchange exchange, String line) implements SessionEvent {}

  /** Content begins after a 354; its final reply has the same {@code exchange}. */
  record ContentBegun(Exchange exchange) implements SessionEvent {}

  /**
   * A reply was read.
   *
   * @param exchange the one of its command; {@code null} for the greeting, an unexpected reply, or
   *     a further reply to the same content
   */
  record ReplyReceived(@Nullable Exchange exchange, Reply reply, Duration elapsed)
      implements SessionEvent {}

  /** TLS began. */
  record TlsStarted(String protocol, String cipherSuite, Duration elapsed)
      implements SessionEvent {}

  /** The server accepted the credentials. */
  record Authenticated(String mechanism) implements SessionEvent {}

  /** Content was sent; {@code bytes} counts from its beginning. */
  record ContentSent(long bytes, OptionalLong total) implements SessionEvent {}

  /** Content is about to be sent. The buffer is read-only and valid during the call. */
  record ContentBytes(ByteBuffer bytes) implements SessionEvent {}

  /** The client goes without something that the server offers but does not bear. */
  record Fallback(String reason) implements SessionEvent {}

  /** The connection was closed or could not be made. */
  record Closed(@Nullable SmtpException cause) implements SessionEvent {}
}
