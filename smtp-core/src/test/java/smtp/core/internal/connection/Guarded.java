package smtp.core.internal.connection;

import java.time.Duration;
import smtp.core.internal.net.Watch;

/** What the guard has had time for. */
public final class Guarded {

  private Guarded() {}

  /** Waits until the guard has ended every wait that began before this, and had a limit so long. */
  public static void awaitEnd(Duration limit) {
    awaitVerdict(limit);
    // It looks at one watch after the other: behind the second it has looked at all of them.
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
