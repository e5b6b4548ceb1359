package smtp.core.internal.net;

import java.io.Closeable;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Watches one connection. If a wait is past its deadline, or its thread was interrupted, the watch
 * ends it by closing the raw channel, which never blocks.
 */
public final class Watch implements Guard.Guarded {

  /** Why a watch has ended. */
  public enum Verdict {
    /** The wait was past its deadline. */
    TIMEOUT,
    /** The thread that waited was interrupted. */
    INTERRUPTED,
    /** Another thread closed the session. */
    ABORTED,
    /** The connection has another owner now, and was not closed. */
    HANDED_OVER
  }

  private static final System.Logger LOGGER = System.getLogger("smtp.core");
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private final AtomicReference<@Nullable Verdict> verdict = new AtomicReference<>();
  private volatile @Nullable Closeable raw;
  private volatile @Nullable Thread owner;
  private volatile long deadline;
  private volatile boolean armed;
  private volatile boolean foreign;

  /**
   * Whether the connection has to be closed. If that fails for lack of memory, the guard does it.
   */
  private volatile boolean ended;

  private Watch() {}

  /** Returns a watch that the guard checks until it is {@linkplain #release() released}. */
  public static Watch start() {
    Watch watch = new Watch();
    Guard.add(watch);
    return watch;
  }

  /** Returns a watch that its {@link Clock} checks, not the guard. */
  static Watch unguarded() {
    return new Watch();
  }

  /** Sets a socket of the caller's as what to close. */
  public void protectForeign(Closeable socket) {
    foreign = true;
    protect(socket);
  }

  /** Sets what to close, instead of what was set before. */
  public void protect(Closeable channel) {
    raw = channel;
    if (ended) {
      closeEnded();
    }
  }

  /**
   * Begins a wait of the current thread.
   *
   * @param until when the wait has to end, on the connection's {@link Clock}
   */
  public void arm(long until) {
    owner = Thread.currentThread();
    deadline = until;
    armed = true;
  }

  /** Returns when the wait that was begun last has to end. */
  long deadline() {
    return deadline;
  }

  /** Ends a wait. */
  public void disarm() {
    armed = false;
    owner = null;
  }

  /** Closes the connection on behalf of another thread. */
  public void abort() {
    strike(Verdict.ABORTED);
  }

  /** Closes the connection and ends the watch, without a verdict, as no thread was waiting. */
  public void release() {
    boolean isFirst = !ended;
    ended = true;
    try {
      if (!foreign) {
        closeRaw();
      } else if (isFirst) {
        closeInTime();
      }
      Guard.remove(this);
      if (!foreign) {
        // A watch is reachable as long as its session: what was closed need not be.
        raw = null;
      }
    } catch (OutOfMemoryError e) {
      // The guard closes it.
    }
  }

  /** Returns whether the connection was neither closed nor handed over. */
  boolean isInUse() {
    return !ended && verdict.get() == null;
  }

  /**
   * Hands the connection over to its next owner, unless it was closed before.
   *
   * @return whether the connection is open
   */
  public boolean handOver() {
    boolean open = verdict.compareAndSet(null, Verdict.HANDED_OVER);
    if (open) {
      Guard.remove(this);
    }
    return open;
  }

  /** Returns why the client ended a wait, or {@code null} if it did not. */
  public @Nullable Verdict verdict() {
    return verdict.get();
  }

  @Override
  public void check(long now) {
    if (ended) {
      closeEnded();
      return;
    }
    if (!armed) {
      return;
    }
    Thread waiting = owner;
    if (waiting != null && waiting.isInterrupted()) {
      strike(Verdict.INTERRUPTED);
    } else if (now - deadline >= 0) {
      strike(Verdict.TIMEOUT);
    }
  }

  private void strike(Verdict reason) {
    // The verdict first: the waiting thread wakes up as soon as the channel is closed.
    if (verdict.compareAndSet(null, reason)) {
      ended = true;
      closeEnded();
    }
  }

  /** Closes what the watch has ended, without waiting. */
  private void closeEnded() {
    try {
      if (foreign) {
        closeElsewhere();
      } else {
        closeRaw();
      }
      Guard.remove(this);
    } catch (OutOfMemoryError e) {
      // The guard tries again.
    }
  }

  /** A socket of the caller's may block in its close, which must not hold up the guard. */
  private Thread closeElsewhere() {
    return Thread.ofPlatform().daemon().name("smtp-close").start(this::closeRaw);
  }

  /** Closes a socket of the caller's, but waits for that no longer than the close of a session. */
  private void closeInTime() {
    try {
      if (!closeElsewhere().join(CLOSE_LIMIT)) {
        LOGGER.log(System.Logger.Level.WARNING, "The close of a connector's socket does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whatever the close throws, it is reported to nobody: the session has its own failure. */
  private void closeRaw() {
    Closeable channel = raw;
    if (channel != null) {
      try {
        channel.close();
      } catch (OutOfMemoryError e) {
        throw e;
      } catch (Throwable e) {
        // A failed close changes nothing.
      }
    }
  }
}
