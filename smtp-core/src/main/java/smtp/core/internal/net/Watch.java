package smtp.core.internal.net;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Watches one connection: ends a wait that is past its deadline, or whose thread was interrupted,
 * by closing the raw channel underneath, which nothing can block.
 */
public final class Watch implements Guard.Guarded {

  /** Why a watch came to its end. */
  public enum Verdict {
    /** The wait was past its deadline. */
    TIMEOUT,
    /** The thread that waited was interrupted. */
    INTERRUPTED,
    /** Another thread closed the session. */
    ABORTED,
    /** The connection is another's now, and was not closed. */
    HANDED_OVER
  }

  private final AtomicReference<@Nullable Verdict> verdict = new AtomicReference<>();
  private volatile @Nullable Closeable raw;
  private volatile @Nullable Thread owner;
  private volatile long deadline;
  private volatile boolean armed;

  private Watch() {}

  /** Returns a watch that the guard looks at until it is {@linkplain #release() released}. */
  public static Watch start() {
    Watch watch = new Watch();
    Guard.add(watch);
    return watch;
  }

  /** Says what to close, in place of what was to be closed before. */
  public void protect(Closeable channel) {
    raw = channel;
    if (verdict.get() != null) {
      closeRaw();
    }
  }

  /**
   * Begins a wait of the current thread.
   *
   * @param until when it has to end, on the clock of {@link System#nanoTime()}
   */
  public void arm(long until) {
    owner = Thread.currentThread();
    deadline = until;
    armed = true;
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

  /** Closes the connection and forgets it. Without a verdict, as nobody was waiting. */
  public void release() {
    Guard.remove(this);
    closeRaw();
  }

  /**
   * Leaves the connection to its next owner, unless it was closed before.
   *
   * @return whether it is there to be had
   */
  public boolean handOver() {
    boolean open = verdict.compareAndSet(null, Verdict.HANDED_OVER);
    if (open) {
      Guard.remove(this);
    }
    return open;
  }

  /** Returns why this side ended a wait, or {@code null} if it did not. */
  public @Nullable Verdict verdict() {
    return verdict.get();
  }

  @Override
  public void check(long now) {
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
    // The verdict first: the waiting thread wakes up the moment the channel is closed.
    if (verdict.compareAndSet(null, reason)) {
      Guard.remove(this);
      closeRaw();
    }
  }

  private void closeRaw() {
    Closeable channel = raw;
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException | RuntimeException e) {
        // There is nobody to tell, and the guard has to go on for all other sessions.
      }
    }
  }
}
