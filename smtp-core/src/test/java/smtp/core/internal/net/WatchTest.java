package smtp.core.internal.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** A wait whose limit has passed, ended by the guard. */
  private static void awaitTimeout(Watch waiting) {
    waiting.arm(System.nanoTime());
    while (waiting.verdict() == null) {
      assertFalse(Thread.interrupted(), "the guard does not strike");
      Thread.onSpinWait();
    }
    assertEquals(Watch.Verdict.TIMEOUT, waiting.verdict());
  }

  @Test
  void errorInTheTurnOfOneDoesNotEndTheLimitsOfOthers() throws Exception {
    CountDownLatch turn = new CountDownLatch(1);
    Guard.Guarded failing =
        now -> {
          turn.countDown();
          throw new StackOverflowError();
        };
    Guard.add(failing);
    try {
      turn.await();
      awaitTimeout(watch);
      Watch next = Watch.start();
      awaitTimeout(next);
      next.release();
    } finally {
      Guard.remove(failing);
    }
  }

  @Test
  void errorInClosingOneDoesNotEndTheLimitsOfOthers() {
    Watch failing = Watch.start();
    failing.protect(() -> {
      throw new AssertionError("close");
    });
    awaitTimeout(failing);
    awaitTimeout(watch);
  }

  /** The close of a socket that the caller brought is the caller's code. */
  @Test
  void foreignSocketThatBlocksInCloseDoesNotHoldUpOthers() throws Exception {
    CountDownLatch mayClose = new CountDownLatch(1);
    CountDownLatch closing = new CountDownLatch(1);
    Watch blocking = Watch.start();
    blocking.protectForeign(() -> {
      closing.countDown();
      await(mayClose);
    });
    awaitTimeout(blocking);
    closing.await();
    awaitTimeout(watch);
    mayClose.countDown();
  }

  /** The thread that uses a session is not held up either. */
  @Test
  void foreignSocketThatBlocksInCloseDoesNotHoldUpItsOwnThread() {
    CountDownLatch mayClose = new CountDownLatch(1);
    Watch blocking = Watch.start();
    blocking.protectForeign(() -> await(mayClose));
    Thread.currentThread().interrupt();
    blocking.release();
    assertTrue(Thread.interrupted(), "the interrupt is kept");
    mayClose.countDown();
  }

  @Test
  void errorInClosingAtTheEndIsNotThrown() {
    Watch failing = Watch.start();
    failing.protectForeign(() -> {
      throw new AssertionError("close");
    });
    failing.release();
    assertNull(failing.verdict());
  }

  @Test
  void guardDoesNotCloseWhatWasHandedOver() {
    watch.protect(() -> closed.set(true));
    assertTrue(watch.handOver());
    watch.check(System.nanoTime());
    assertFalse(closed.get());
  }

  @Test
  void failureForLackOfMemoryIsTriedAgain() {
    AtomicInteger tries = new AtomicInteger();
    watch.protect(() -> {
      if (tries.incrementAndGet() < 3) {
        throw new OutOfMemoryError("as if");
      }
      closed.set(true);
    });
    awaitTimeout(watch);
    while (!closed.get()) {
      Thread.onSpinWait();
    }
    assertEquals(3, tries.get());
  }
}
