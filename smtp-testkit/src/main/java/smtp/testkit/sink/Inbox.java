package smtp.testkit.sink;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The messages that came, in order. Safe for use by several threads. */
final class Inbox {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<ReceivedMessage> messages = new ArrayList<>();
  private final int most;

  Inbox(int most) {
    this.most = most;
  }

  /** Adds a message, if there is room. */
  boolean add(ReceivedMessage message) {
    lock.lock();
    try {
      if (messages.size() >= most) {
        return false;
      }
      messages.add(message);
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  List<ReceivedMessage> all() {
    lock.lock();
    try {
      return List.copyOf(messages);
    } finally {
      lock.unlock();
    }
  }

  void clear() {
    lock.lock();
    try {
      messages.clear();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there are so many messages. Returns those that there are in the end. */
  List<ReceivedMessage> await(int count, Duration limit) {
    lock.lock();
    try {
      long rest = limit.toNanos();
      while (messages.size() < count && rest > 0) {
        rest = changed.awaitNanos(rest);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
    return all();
  }
}
