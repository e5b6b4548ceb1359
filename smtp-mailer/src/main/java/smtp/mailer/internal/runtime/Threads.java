package smtp.mailer.internal.runtime;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import smtp.api.ServerClient;
import smtp.mailer.internal.Connection;
import smtp.mailer.internal.Surroundings;
import smtp.mailer.internal.Worker;
import smtp.mailer.status.MailerListener;

/** The real surroundings: the system's clock, and virtual threads. */
public final class Threads implements Surroundings {

  private final ThreadFactory factory = Thread.ofVirtual().name("smtp-mailer-", 0).factory();
  private final Set<Thread> running = ConcurrentHashMap.newKeySet();
  private final Map<Connection, Worker> working = new ConcurrentHashMap<>();
  private final Hiring hiring;
  private final Notifier notifier = new Notifier();
  private final boolean watched;
  private final Alarm alarm;

  /** Makes the worker of a connection. */
  @FunctionalInterface
  public interface Hiring {
    /** Makes one. */
    Worker worker(Connection connection, ServerClient client);
  }

  /**
   * Makes surroundings.
   *
   * @param onAlarm what an alarm does
   */
  public Threads(MailerListener listener, Hiring hiring, Runnable onAlarm) {
    this.hiring = hiring;
    this.watched = !listener.equals(MailerListener.NONE);
    this.alarm = new Alarm(onAlarm);
  }

  @Override
  public long now() {
    return System.nanoTime();
  }

  @Override
  public double random() {
    return ThreadLocalRandom.current().nextDouble();
  }

  @Override
  public void start(Connection connection, ServerClient client) {
    Worker worker = hiring.worker(connection, client);
    Thread thread = factory.newThread(() -> run(connection, worker));
    working.put(connection, worker);
    running.add(thread);
    thread.start();
  }

  private void run(Connection connection, Worker worker) {
    try {
      worker.run();
    } finally {
      working.remove(connection);
      running.remove(Thread.currentThread());
    }
  }

  @Override
  public void rest(Connection connection, long until) {
    LockSupport.parkNanos(connection, Math.max(0, until - System.nanoTime()));
  }

  @Override
  public void wake(Connection connection) {
    Worker worker = working.get(connection);
    if (worker != null) {
      worker.unpark();
    }
  }

  /** Cuts the connections that are open. */
  public void abort() {
    working.values().forEach(Worker::abort);
  }

  @Override
  public void alarmAt(long time) {
    alarm.set(time);
    if (time == NEVER && running.size() <= 1) {
      alarm.release();
    }
  }

  @Override
  public void tell(Runnable event) {
    if (watched) {
      notifier.tell(event);
    }
  }

  @Override
  public long eventsLeftOut() {
    return notifier.leftOut();
  }

  /**
   * Waits until all workers have ended.
   *
   * @return whether they have
   */
  public boolean awaitWorkers(Duration limit) throws InterruptedException {
    long until = System.nanoTime() + limit.toNanos();
    for (Thread thread = any(); thread != null; thread = any()) {
      long rest = until - System.nanoTime();
      if (rest <= 0 || !thread.join(Duration.ofNanos(rest))) {
        return false;
      }
      running.remove(thread);
    }
    return true;
  }

  private @Nullable Thread any() {
    return running.stream().findAny().orElse(null);
  }
}
