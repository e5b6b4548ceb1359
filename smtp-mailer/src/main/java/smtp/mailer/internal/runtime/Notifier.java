package smtp.mailer.internal.runtime;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import smtp.mailer.status.MailerListener;

/**
 * Gives events to a listener, one after the other on a virtual thread that exists while it has
 * some.
 */
final class Notifier {

  private static final System.Logger LOG = System.getLogger("smtp.mailer");

  private final Queue<Runnable> events = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicLong leftOut = new AtomicLong();
  private final AtomicBoolean logged = new AtomicBoolean();

  void tell(Runnable event) {
    int before = waiting.getAndIncrement();
    if (before >= MailerListener.MAX_EVENTS_WAITING) {
      waiting.decrementAndGet();
      leftOut.incrementAndGet();
      return;
    }
    events.add(event);
    if (before == 0) {
      Thread.ofVirtual().name("smtp-mailer-events").start(this::run);
    }
  }

  long leftOut() {
    return leftOut.get();
  }

  private void run() {
    do {
      tellNext();
    } while (waiting.decrementAndGet() > 0);
  }

  private void tellNext() {
    Runnable event = events.poll();
    while (event == null) {
      // The thread that counted it is about to add it.
      Thread.onSpinWait();
      event = events.poll();
    }
    try {
      event.run();
    } catch (RuntimeException | Error e) {
      if (!logged.getAndSet(true)) {
        LOG.log(System.Logger.Level.WARNING, "A listener of a mailer failed; this is said once", e);
      }
    }
  }
}
