package smtp.testkit;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** How far a server has come: set by the players of its dialogues, awaited by tests. */
final class Progress {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Set<String> marks = new HashSet<>();
  private final Set<String> released = new HashSet<>();
  private int completed;
  private boolean deviated;
  private boolean closing;

  void completed() {
    change(() -> completed++);
  }

  void deviated() {
    change(() -> deviated = true);
  }

  void mark(String name) {
    change(() -> marks.add(name));
  }

  void release(String name) {
    change(() -> released.add(name));
  }

  void close() {
    change(() -> closing = true);
  }

  boolean isClosing() {
    lock.lock();
    try {
      return closing;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns whether this many dialogues were played. Does not wait on if one has failed or the
   * server is being closed.
   */
  boolean awaitCompleted(int dialogues, Duration timeout) throws InterruptedException {
    await(() -> deviated || closing || completed == dialogues, timeout);
    return !deviated && completed == dialogues;
  }

  boolean awaitMark(String name, Duration timeout) throws InterruptedException {
    await(() -> deviated || closing || marks.contains(name), timeout);
    return marks.contains(name);
  }

  void awaitRelease(String name) throws InterruptedException {
    await(() -> closing || released.contains(name), Duration.ofDays(1));
  }

  /** Returns early if the server is closed. */
  void pause(Duration duration) throws InterruptedException {
    await(() -> closing, duration);
  }

  private void change(Runnable action) {
    lock.lock();
    try {
      action.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void await(BooleanSupplier done, Duration timeout) throws InterruptedException {
    lock.lock();
    try {
      long left = timeout.toNanos();
      while (!done.getAsBoolean() && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
