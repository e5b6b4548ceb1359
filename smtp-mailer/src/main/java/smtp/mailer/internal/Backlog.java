package smtp.mailer.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The messages that wait: for a connection, in the order of their submission, or for the time of
 * their next attempt. Guarded by the dispatcher's lock.
 */
final class Backlog {

  private final TreeSet<QueuedMessage> queued = new TreeSet<>();
  private final PriorityQueue<QueuedMessage> retrying =
      new PriorityQueue<>(Comparator.comparingLong(message -> message.due));

  int queued() {
    return queued.size();
  }

  int retrying() {
    return retrying.size();
  }

  boolean isEmpty() {
    return queued.isEmpty() && retrying.isEmpty();
  }

  /** Adds a message. One that was submitted earlier goes before later ones. */
  void add(QueuedMessage message) {
    message.state = QueuedMessage.State.QUEUED;
    queued.add(message);
  }

  void addRetrying(QueuedMessage message, long due) {
    message.state = QueuedMessage.State.RETRYING;
    message.due = due;
    retrying.add(message);
  }

  /** Takes the first message that fits, if there is one. */
  @Nullable QueuedMessage poll(Predicate<QueuedMessage> fits) {
    for (Iterator<QueuedMessage> each = queued.iterator(); each.hasNext(); ) {
      QueuedMessage message = each.next();
      if (fits.test(message)) {
        each.remove();
        return message;
      }
    }
    return null;
  }

  /** Returns how many queued messages fit, but no more than the limit. */
  int count(Predicate<QueuedMessage> fits, int limit) {
    int count = 0;
    for (QueuedMessage message : queued) {
      if (count == limit) {
        return count;
      }
      count += fits.test(message) ? 1 : 0;
    }
    return count;
  }

  void remove(QueuedMessage message) {
    queued.remove(message);
    retrying.remove(message);
  }

  /** Moves the messages whose time has come to those that wait for a connection. */
  void wakeUntil(long now) {
    while (!retrying.isEmpty() && retrying.peek().due <= now) {
      add(retrying.poll());
    }
  }

  /** Removes the messages whose time to live is over, and returns them. */
  List<QueuedMessage> takeExpired(long now) {
    if (queued.isEmpty() || queued.first().expires > now) {
      return List.of();
    }
    List<QueuedMessage> expired = new ArrayList<>();
    while (!queued.isEmpty() && queued.first().expires <= now) {
      expired.add(queued.pollFirst());
    }
    return expired;
  }

  /** Removes all messages, and returns them. */
  List<QueuedMessage> takeAll() {
    List<QueuedMessage> all = new ArrayList<>(queued);
    all.addAll(retrying);
    queued.clear();
    retrying.clear();
    return all;
  }

  /** Removes the queued messages that fit, and returns them. */
  List<QueuedMessage> takeAll(Predicate<QueuedMessage> fits) {
    List<QueuedMessage> taken = queued.stream().filter(fits).toList();
    taken.forEach(queued::remove);
    return taken;
  }

  /** Returns when the next message is due or expires. */
  long nextEvent() {
    long due = retrying.isEmpty() ? Surroundings.NEVER : retrying.peek().due;
    return queued.isEmpty() ? due : Math.min(due, queued.first().expires);
  }
}
