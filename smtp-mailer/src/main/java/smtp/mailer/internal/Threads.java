package smtp.mailer.internal;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import smtp.mailer.MailerListener;

/** The real surroundings: the system's clock, and virtual threads. */
public final class Threads implements Surroundings {

  private final ThreadFactory factory = Thread.ofVirtual().name("smtp-mailer-", 0).factory();
  private final Set<Thread> running = ConcurrentHashMap.newKeySet();
  private final Notifier notifier = new Notifier();
  private final boolean watched;
  private final Alarm alarm;

  /**
   * Makes surroundings.
   *
   * @param onAlarm what an alarm does
   */
  public Threads(MailerListener listener, Runnable onAlarm) {
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
  public void start(Worker worker) {
    Thread thread = factory.newThread(() -> run(worker));
    running.add(thread);
    thread.start();
  }

  private void run(Worker worker) {
    try {
      worker.run();
    } finally {
      running.remove(Thread.currentThread());
    }
  }

  @Override
  public void rest(Worker worker, long until) {
    LockSupport.parkNanos(worker, Math.max(0, until - System.nanoTime()));
  }

  @Override
  public void wake(Worker worker) {
    worker.unpark();
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
