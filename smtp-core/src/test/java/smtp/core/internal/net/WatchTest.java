package smtp.core.internal.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a watch closes, and when. */
class WatchTest {

  private final Watch watch = Watch.start();
  private final AtomicBoolean closed = new AtomicBoolean();

  @AfterEach
  void release() {
    watch.release();
  }

  @Test
  void abortClosesTheProtectedChannel() {
    watch.protect(() -> closed.set(true));
    assertFalse(closed.get());
    watch.abort();
    assertTrue(closed.get());
    assertEquals(Watch.Verdict.ABORTED, watch.verdict());
  }

  /** A session may be closed while it connects; the socket that comes later must not stay open. */
  @Test
  void channelProtectedAfterTheVerdictIsClosed() {
    watch.abort();
    watch.protect(() -> closed.set(true));
    assertTrue(closed.get());
  }

  @Test
  void onlyTheLastProtectedChannelIsClosed() {
    AtomicBoolean replaced = new AtomicBoolean();
    watch.protect(() -> replaced.set(true));
    watch.protect(() -> closed.set(true));
    watch.abort();
    assertTrue(closed.get());
    assertFalse(replaced.get());
  }
}
