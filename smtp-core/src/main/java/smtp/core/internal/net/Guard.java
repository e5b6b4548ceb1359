package smtp.core.internal.net;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One daemon thread for all connections of the process. It checks each {@link Watch} twenty times a
 * second, and ends when there is none.
 *
 * <p>A socket's own read timeout would end neither a blocked write nor a server that sends one byte
 * a second, and it costs four more system calls for each read.
 */
final class Guard implements Runnable {

  private static final Guard INSTANCE = new Guard();
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Set<Guarded> guarded = ConcurrentHashMap.newKeySet();
  private @Nullable Thread thread;

  private Guard() {}

  /** Something that the guard checks. */
  interface Guarded {
    /** Ends a wait that is past its limit. Called often, so it must not block. */
    void check(long now);
  }

  static void add(Guarded watch) {
    INSTANCE.start(watch);
  }

  static void remove(Guarded watch) {
    INSTANCE.guarded.remove(watch);
  }

  private synchronized void start(Guarded watch) {
    // A guard that died, of an error that nothing could contain, is replaced. The thread comes
    // first: if it cannot start, nothing is left here. It cannot end before this method does.
    if (thread == null || !thread.isAlive()) {
      thread = Thread.ofPlatform().daemon().name("smtp-guard").start(this);
    }
    guarded.add(watch);
  }

  private synchronized boolean stopWhenIdle() {
    if (guarded.isEmpty()) {
      thread = null;
      return true;
    }
    return false;
  }

  @Override
  public void run() {
    do {
      LockSupport.parkNanos(TICK_NANOS);
    } while (!isLastRound());
  }

  private boolean isLastRound() {
    try {
      checkAll(System.nanoTime());
      return stopWhenIdle();
    } catch (Throwable e) {
      // Out of memory in the loop itself: the next round checks them all again.
      return false;
    }
  }

  private void checkAll(long now) {
    for (Guarded watch : guarded) {
      check(watch, now);
    }
  }

  /** Checks one. Whatever happens in its turn must not reach the time limits of the others. */
  private static void check(Guarded watch, long now) {
    try {
      watch.check(now);
    } catch (Throwable e) {
      // No logging: that may be what failed, and a struck watch is not checked again.
    }
  }
}
