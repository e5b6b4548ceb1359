package smtp.core.internal.connection;

import java.time.Duration;
import smtp.core.internal.net.Watch;

/** Waits until the guard thread has done its work. */
public final class Guarded {

  private Guarded() {}

  /** Waits until the guard has ended every earlier wait with at most this timeout. */
  public static void awaitEnd(Duration limit) {
    awaitVerdict(limit);
    // The guard checks the watches in turn: after the second it has checked all of them.
    awaitVerdict(Duration.ZERO);
  }

  private static void awaitVerdict(Duration limit) {
    Watch watch = Watch.start();
    watch.arm(System.nanoTime() + limit.toNanos());
    while (watch.verdict() == null) {
      Thread.onSpinWait();
    }
    watch.release();
  }
}
