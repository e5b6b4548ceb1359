package smtp.core.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import smtp.api.SessionListener;

/** What a failing listener does to a connection, and a listener that is none. */
class ClosingListenerTest {

  private final AtomicInteger closed = new AtomicInteger();

  /** So that no event is made up for nobody. */
  @Test
  void nobodyIsWrapped() {
    assertSame(
        SessionListener.NONE, ClosingListener.of(SessionListener.NONE, closed::incrementAndGet));
  }

  @Test
  void failureClosesAndIsPassedOn() {
    IllegalStateException own = new IllegalStateException("listener");
    SessionListener failing =
        new SessionListener() {
          @Override
          public void commandSent(String line) {
            throw own;
          }
        };
    SessionListener closing = ClosingListener.of(failing, closed::incrementAndGet);
    assertSame(own, assertThrows(IllegalStateException.class, () -> closing.commandSent("NOOP")));
    assertEquals(1, closed.get());
  }
}
