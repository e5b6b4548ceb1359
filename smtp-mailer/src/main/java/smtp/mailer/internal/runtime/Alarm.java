package smtp.mailer.internal.runtime;

import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import smtp.mailer.internal.Surroundings;

/**
 * Runs an action at a time. Its virtual thread exists only while a time is set, or was set until a
 * moment ago: a time that moves away does not wake it.
 */
final class Alarm {

  private final ReentrantLock lock = new ReentrantLock();
  private final Runnable action;
  private long at = Surroundings.NEVER;
  private long sleepsUntil;
  private @Nullable Thread thread;

  Alarm(Runnable action) {
    this.action = action;
  }

  void set(long time) {
    lock.lock();
    try {
      at = time;
      if (time != Surroundings.NEVER && thread == null) {
        sleepsUntil = time;
        thread = Thread.ofVirtual().name("smtp-mailer-alarm").start(this::run);
      } else if (thread != null && time < sleepsUntil) {
        LockSupport.unpark(thread);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends the thread at once if no time is set. */
  void release() {
    lock.lock();
    try {
      if (thread != null && at == Surroundings.NEVER) {
        LockSupport.unpark(thread);
      }
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    for (long time = next(); time != Surroundings.NEVER; time = next()) {
      long wait = time - System.nanoTime();
      if (wait > 0) {
        LockSupport.parkNanos(this, wait);
      } else {
        set(Surroundings.NEVER);
        action.run();
      }
    }
  }

  private long next() {
    lock.lock();
    try {
      sleepsUntil = at;
      thread = at == Surroundings.NEVER ? null : thread;
      return at;
    } finally {
      lock.unlock();
    }
  }
}
