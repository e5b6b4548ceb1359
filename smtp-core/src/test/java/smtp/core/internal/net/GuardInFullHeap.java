package smtp.core.internal.net;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * A process whose heap is full for many rounds of the guard, and then is not: the guard still ends
 * waits, and closes what it had no memory to close. Exits with 0 if so.
 */
final class GuardInFullHeap {

  private static final long FULL_NANOS = Duration.ofMillis(1500).toNanos();
  private static final long PATIENCE_NANOS = Duration.ofSeconds(20).toNanos();

  private GuardInFullHeap() {}

  /** Runs in a JVM with a small heap and without buffers of its threads. */
  public static void main(String... arguments) {
    AtomicBoolean closed = new AtomicBoolean();
    Watch foreign = Watch.start();
    foreign.protectForeign(() -> closed.set(true));
    Watch other = Watch.start();
    foreign.arm(System.nanoTime() + FULL_NANOS / 2);
    List<byte[]> hoard = new ArrayList<>(1 << 20);
    fill(hoard);
    long full = System.nanoTime();
    while (System.nanoTime() - full < FULL_NANOS) {
      Thread.onSpinWait();
    }
    hoard.clear();
    other.arm(System.nanoTime());
    boolean ended = comes(() -> other.verdict() != null);
    boolean isClosed = comes(closed::get);
    System.out.printf("ended %s, closed %s%n", ended, isClosed);
    System.exit(ended && isClosed && foreign.verdict() == Watch.Verdict.TIMEOUT ? 0 : 1);
  }

  /** Leaves no room for the smallest object. */
  private static void fill(List<byte[]> hoard) {
    for (int size = 1 << 20; size > 0; size /= 2) {
      try {
        while (true) {
          hoard.add(new byte[size]);
        }
      } catch (OutOfMemoryError e) {
        // Smaller ones may fit.
      }
    }
  }

  private static boolean comes(BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean() && System.nanoTime() - start < PATIENCE_NANOS) {
      Thread.onSpinWait();
    }
    return condition.getAsBoolean();
  }
}
