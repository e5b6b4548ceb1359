package smtp.core.internal.event;

import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import smtp.api.Reply;
import smtp.api.SmtpException;

/**
 * Something that happened on a session, as a value that can be passed on, changed and compared. The
 * methods of {@link smtp.api.SessionListener} of the same names document what each means.
 */
public sealed interface SessionEvent {

  /** The client is about to connect. */
  record Connecting(String server) implements SessionEvent {}

  /** The connection is there. */
  record Connected(SocketAddress server, Duration elapsed) implements SessionEvent {}

  /** A command is sent; {@code exchange} comes again with its reply. */
  record CommandSent(Exchange exchange, String line) implements SessionEvent {}

  /** Content begins whose reply is due after 354; {@code exchange} comes again with that reply. */
  record ContentBegun(Exchange exchange) implements SessionEvent {}

  /**
   * A reply was read.
   *
   * @param exchange what it answers, {@code null} if it is the greeting, unsolicited, or a further
   *     reply to the same content
   */
  record ReplyReceived(@Nullable Exchange exchange, Reply reply, Duration elapsed)
      implements SessionEvent {}

  /** TLS began. */
  record TlsStarted(String protocol, String cipherSuite, Duration elapsed)
      implements SessionEvent {}

  /** The server accepted the credentials. */
  record Authenticated(String mechanism) implements SessionEvent {}

  /** Content was sent: so many bytes since it began. */
  record ContentSent(long bytes, OptionalLong total) implements SessionEvent {}

  /** Content is about to be sent. The buffer is read-only and valid during the call. */
  record ContentBytes(ByteBuffer bytes) implements SessionEvent {}

  /** The connection is closed, or none was made. */
  record Closed(@Nullable SmtpException cause) implements SessionEvent {}
}
