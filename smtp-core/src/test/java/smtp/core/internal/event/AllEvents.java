package smtp.core.internal.event;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import smtp.api.Reply;

/** One event of each kind. */
final class AllEvents {

  private AllEvents() {}

  static Stream<SessionEvent> stream() {
    Exchange exchange = new Exchange();
    Duration elapsed = Duration.ofMillis(1);
    return Stream.of(
        new SessionEvent.Connecting("mail.example.org:587"),
        new SessionEvent.Connected(InetSocketAddress.createUnresolved("s", 587), elapsed),
        new SessionEvent.CommandSent(exchange, "NOOP"),
        new SessionEvent.ContentBegun(exchange),
        new SessionEvent.ReplyReceived(exchange, Reply.of(250, "ok"), elapsed),
        new SessionEvent.TlsStarted("TLSv1.3", "TLS_AES_128_GCM_SHA256", elapsed),
        new SessionEvent.Authenticated("PLAIN"),
        new SessionEvent.ContentSent(5, OptionalLong.of(10)),
        new SessionEvent.ContentBytes(ByteBuffer.wrap(new byte[5]).asReadOnlyBuffer()),
        new SessionEvent.Fallback("reason"),
        new SessionEvent.Closed(null));
  }

  /** Returns a sink that keeps what it receives. */
  static EventSink sink(List<? super SessionEvent> heard, boolean wantsContent) {
    return new EventSink() {
      @Override
      public void on(SessionEvent event) {
        heard.add(event);
      }

      @Override
      public boolean wantsContent() {
        return wantsContent;
      }
    };
  }
}
