package smtp.mailer.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import smtp.api.Mail;
import smtp.api.SendResult;
import smtp.api.SmtpException;
import smtp.mailer.MailerListener;
import smtp.mailer.MailerSnapshot;
import smtp.mailer.Outcome;

/**
 * Decides what a mailer does. All state is under one lock; no method waits, and none calls foreign
 * code while it holds the lock.
 */
public final class Dispatcher {

  private final ReentrantLock lock = new ReentrantLock();
  private final Settings settings;
  private final Surroundings around;
  private final MailerListener listener;
  private final Backlog backlog = new Backlog();
  private final Routing routing;
  private final Tally tally = new Tally();
  private final Runnable onSettled;
  private long numbers;
  private int underWay;
  private boolean closing;
  private boolean stopping;

  /**
   * Makes a dispatcher.
   *
   * @param onSettled called for each outcome, under the lock
   */
  public Dispatcher(Settings settings, Surroundings around, Runnable onSettled) {
    this.settings = settings;
    this.around = around;
    this.listener = settings.listener();
    this.routing = new Routing(settings, around.now());
    this.onSettled = onSettled;
  }

  private long now() {
    return around.now();
  }

  // --- what callers do

  /**
   * Takes a message.
   *
   * @throws IllegalStateException if the mailer is closed
   */
  public QueuedMessage submit(Mail message) {
    lock.lock();
    try {
      if (closing) {
        throw new IllegalStateException("The mailer is closed");
      }
      long now = now();
      long expires = now + settings.timeToLive().toNanos();
      QueuedMessage queued = new QueuedMessage(this, message, numbers++, now, expires);
      tally.submitted();
      backlog.add(queued);
      arrange(now);
      return queued;
    } finally {
      lock.unlock();
    }
  }

  boolean cancel(QueuedMessage message) {
    lock.lock();
    try {
      if (message.state == QueuedMessage.State.UNDER_WAY) {
        message.stopped = true;
        return false;
      }
      boolean stopped = message.state != QueuedMessage.State.SETTLED && !message.mayBeDelivered();
      if (message.state != QueuedMessage.State.SETTLED) {
        backlog.remove(message);
        settle(message, new SmtpException("The message was cancelled"), now());
      }
      return stopped;
    } finally {
      lock.unlock();
    }
  }

  public MailerSnapshot snapshot() {
    lock.lock();
    try {
      return new MailerSnapshot(
          backlog.queued(),
          underWay,
          backlog.retrying(),
          tally.totals(),
          routing.snapshot(now()),
          around.eventsLeftOut());
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more messages. Workers end when there is nothing left to send. */
  public void close() {
    lock.lock();
    try {
      closing = true;
      arrange(now());
    } finally {
      lock.unlock();
    }
  }

  /** Ends what waits. What is under way gets no further attempt. */
  public void stop() {
    lock.lock();
    try {
      closing = true;
      stopping = true;
      for (QueuedMessage left : backlog.takeAll()) {
        settle(left, closed(left.lastFailure), now());
      }
      arrange(now());
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether every message that was taken has its outcome. */
  public boolean isDrained() {
    lock.lock();
    try {
      return underWay == 0 && backlog.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  private static SmtpException closed(@Nullable SmtpException last) {
    return new SmtpException("The mailer was closed before the message was sent", last);
  }

  // --- what workers ask and tell

  void connected(Worker worker) {
    lock.lock();
    try {
      long now = now();
      Server server = worker.server();
      worker.usedAt = now;
      long age = (long) (settings.maxAge().toNanos() * (1 - 0.1 * around.random()));
      worker.oldAt = now + age;
      if (server.opened(worker)) {
        around.tell(() -> listener.onServerUp(server.name()));
      }
      around.tell(() -> listener.onConnected(server.name()));
      arrange(now);
    } finally {
      lock.unlock();
    }
  }

  void notConnected(Worker worker, SmtpException why) {
    lock.lock();
    try {
      long now = now();
      Server server = worker.server();
      switch (server.notOpened(worker, why, around.random(), now)) {
        case DOWN -> {
          Duration wait = Duration.ofNanos(server.retryAt() - now);
          around.tell(() -> listener.onServerDown(server.name(), why, wait));
        }
        case FULL -> adapted(server, "It takes no more connections now: " + why.getMessage());
        case KNOWN -> {}
      }
      arrange(now);
    } finally {
      lock.unlock();
    }
  }

  /** Returns what a worker does next. */
  Worker.Next next(Worker worker) {
    lock.lock();
    try {
      long now = now();
      Server server = worker.server();
      server.asks(worker);
      backlog.wakeUntil(now);
      int room = server.messagesPerConnection(now) - worker.taken;
      if (room <= 0 || now >= worker.oldAt || isOver()) {
        return Worker.Next.END;
      }
      worker.room = Math.min(server.window(), room);
      worker.inBatch = 0;
      worker.hit = false;
      int waiting = backlog.count(message -> fits(worker, message, now), worker.room);
      long ready = server.rate.isLimited() ? server.rate.readyAt(now, waiting) : now;
      return waiting > 0 && ready <= now ? Worker.Next.SEND : rest(worker, waiting, ready, now);
    } finally {
      lock.unlock();
    }
  }

  private Worker.Next rest(Worker worker, int waiting, long ready, long now) {
    long tooLong = worker.usedAt + settings.idleTimeout().toNanos();
    if (waiting == 0 && now >= tooLong) {
      return Worker.Next.END;
    }
    worker.restUntil = Math.min(waiting > 0 ? ready : tooLong, worker.oldAt);
    worker.server().rest(worker);
    return Worker.Next.REST;
  }

  private boolean isOver() {
    return stopping || (closing && backlog.isEmpty());
  }

  /** Waits until there may be something to do. The worker's own thread alone sets that time. */
  void rest(Worker worker) {
    around.rest(worker, worker.restUntil);
  }

  /** Returns whether a connection rested so long that it may have been closed in the meantime. */
  boolean wantsProbe(Worker worker) {
    lock.lock();
    try {
      long now = now();
      boolean probe = now - worker.usedAt > settings.probeAfter().toNanos();
      worker.usedAt = now;
      return probe;
    } finally {
      lock.unlock();
    }
  }

  /** Returns the next message for a connection, or {@code null} to end the batch. */
  @Nullable QueuedMessage take(Worker worker) {
    lock.lock();
    try {
      long now = now();
      RateLimit rate = worker.server().rate;
      if (worker.room == 0 || stopping || !rate.allows(now)) {
        return null;
      }
      QueuedMessage message = backlog.poll(each -> fits(worker, each, now));
      if (message != null) {
        rate.take(now);
        taken(worker, message);
      }
      return message;
    } finally {
      lock.unlock();
    }
  }

  private boolean fits(Worker worker, QueuedMessage message, long now) {
    Server server = worker.server();
    // Behind a message on which a connection was lost, others would be lost with it.
    boolean alone = !message.suspect || worker.inBatch == 0;
    return message.expires > now
        && alone
        && (!message.large || server.mayTakeLarge())
        && server.equals(routing.serverFor(message));
  }

  private void taken(Worker worker, QueuedMessage message) {
    message.state = QueuedMessage.State.UNDER_WAY;
    message.attempts++;
    underWay++;
    worker.taken++;
    worker.inBatch++;
    worker.room--;
    if (message.large) {
      worker.server().largeTaken();
    }
    if (message.suspect || message.large) {
      worker.room = 0;
    }
  }

  /** Puts back a message that the session did not begin with. */
  void putBack(Worker worker, QueuedMessage message) {
    lock.lock();
    try {
      leaves(worker, message);
      worker.taken--;
      message.attempts--;
      if (message.stopped || stopping) {
        settle(message, closed(message.lastFailure), now());
      } else {
        backlog.add(message);
        arrange(now());
      }
    } finally {
      lock.unlock();
    }
  }

  private void leaves(Worker worker, QueuedMessage message) {
    underWay--;
    if (message.large) {
      worker.server().largeSettled();
    }
  }

  /**
   * Notes what became of an attempt.
   *
   * @param full whether the server said that it takes no more messages on this connection
   */
  void attempted(
      Worker worker,
      QueuedMessage message,
      SendResult result,
      @Nullable SmtpException failure,
      boolean full) {
    lock.lock();
    try {
      long now = now();
      leaves(worker, message);
      boolean first = !worker.hit;
      learn(worker, result, failure, full, now);
      Verdict verdict = full ? Verdict.OTHER_CONNECTION : Verdict.of(result, failure);
      message.lastFailure = failure;
      boolean more = message.record(result, one -> Verdict.of(one, failure) != Verdict.FINAL);
      if (!more || message.stopped || !message.isRepeatable()) {
        settle(message, failure, now);
      } else if (stopping) {
        settle(message, closed(failure), now);
      } else {
        again(worker, message, verdict, first, now);
      }
      arrange(now);
    } finally {
      lock.unlock();
    }
  }

  private void learn(
      Worker worker, SendResult result, @Nullable SmtpException failure, boolean full, long now) {
    Server server = worker.server();
    worker.usedAt = now;
    boolean lost = Verdict.isLoss(failure);
    if (Signs.slowDown(result, failure) && server.rate.slowDown(now)) {
      adapted(
          server,
          "It asks to slow down: at most %.1f messages a second for now"
              .formatted(server.rate.current().orElse(0)));
    }
    boolean limit = full || (lost && !worker.hit && Signs.sessionEnd(failure));
    if (limit && worker.answered > 0 && server.learnMessages(worker.answered, now)) {
      adapted(
          server,
          "It took %d messages over a connection and no more: that many each for now"
              .formatted(worker.answered));
    }
    if (!result.unknown().isEmpty()) {
      server.lostUnknown();
    }
    if (lost) {
      worker.hit = true;
    } else {
      worker.answered++;
    }
  }

  private void adapted(Server server, String what) {
    around.tell(() -> listener.onAdapted(server.name(), what));
  }

  /**
   * Plans the next attempt.
   *
   * @param first whether the message is the first that the loss of a connection has hit; those
   *     behind it are not blamed
   */
  private void again(
      Worker worker, QueuedMessage message, Verdict verdict, boolean first, long now) {
    switch (verdict) {
      case OTHER_SERVER -> routing.unsuitable(worker.server(), message);
      case OTHER_CONNECTION -> blame(worker, message, first);
      default -> message.setbacks++;
    }
    boolean atOnce = verdict != Verdict.LATER && message.setbacks <= 1;
    int waits = verdict == Verdict.LATER ? message.setbacks : message.setbacks - 1;
    long wait = atOnce ? 0 : settings.backoff().nanos(waits);
    boolean nowhere = routing.suitable(message).isEmpty();
    if (nowhere || now + wait >= message.expires) {
      settle(message, message.lastFailure, now);
      return;
    }
    plan(message, wait, now);
  }

  /** A session that ends after some messages says nothing about the next one. */
  private static void blame(Worker worker, QueuedMessage message, boolean first) {
    boolean limit = Signs.sessionEnd(message.lastFailure) && worker.answered > 0;
    if (first && !limit && Verdict.isLoss(message.lastFailure)) {
      message.setbacks++;
      message.suspect = true;
    }
  }

  private void plan(QueuedMessage message, long wait, long now) {
    SmtpException failure = message.lastFailure;
    if (wait == 0) {
      backlog.add(message);
    } else {
      backlog.addRetrying(message, now + wait);
    }
    around.tell(() -> listener.onRetry(message.message(), failure, Duration.ofNanos(wait)));
  }

  /** Notes the end of a batch. */
  void batchEnded(Worker worker) {
    lock.lock();
    try {
      if (!worker.hit) {
        worker.server().windowAnswered(worker.inBatch);
      }
      worker.usedAt = now();
    } finally {
      lock.unlock();
    }
  }

  void ended(Worker worker, @Nullable SmtpException lost) {
    lock.lock();
    try {
      Server server = worker.server();
      server.closed(worker);
      int answered = worker.answered;
      around.tell(() -> listener.onDisconnected(server.name(), answered, lost));
      arrange(now());
    } finally {
      lock.unlock();
    }
  }

  // --- time

  /** Does what is due: messages whose time has come or is over, servers to be tried again. */
  public void onAlarm() {
    lock.lock();
    try {
      arrange(now());
    } finally {
      lock.unlock();
    }
  }

  /** Brings everything in line with the state: after each change of it. */
  private void arrange(long now) {
    backlog.wakeUntil(now);
    for (QueuedMessage expired : backlog.takeExpired(now)) {
      settle(expired, expired(expired), now);
    }
    settleHopeless(now);
    if (isOver()) {
      routing.wakeAll(around);
    }
    for (Server server : routing.servers()) {
      staff(server, now);
    }
    around.alarmAt(Math.min(backlog.nextEvent(), routing.nextRetry(backlog)));
  }

  /** What no server will take until somebody corrects the configuration is not kept waiting. */
  private void settleHopeless(long now) {
    if (routing.isMisconfigured(now)) {
      for (QueuedMessage left : backlog.takeAll(each -> true)) {
        settle(left, routing.failure(left), now);
      }
    }
  }

  private SmtpException expired(QueuedMessage message) {
    SmtpException reason =
        message.lastFailure == null ? routing.failure(message) : message.lastFailure;
    return reason == null
        ? new SmtpException(
            "The message was not sent within its time to live of " + settings.timeToLive())
        : reason;
  }

  /** Wakes or starts as many workers as there is work for. */
  private void staff(Server server, long now) {
    if (!server.isUp()) {
      tryAgain(server, now);
      return;
    }
    int wanted = wanted(server);
    while (server.coming() < wanted && server.resting() > 0) {
      around.wake(server.wakeOne());
    }
    while (server.coming() < wanted && server.hasRoom(now)) {
      open(server);
    }
  }

  /** Returns how many connections the queued messages could use. */
  private int wanted(Server server) {
    if (!routing.isMixed()) {
      return server.equals(routing.firstUp())
          ? Math.min(backlog.queued(), settings.connections())
          : 0;
    }
    return backlog.count(
        message -> server.equals(routing.serverFor(message)), settings.connections());
  }

  private void tryAgain(Server server, long now) {
    boolean due = now >= server.retryAt() && server.workers().isEmpty() && !stopping;
    if (due && backlog.count(message -> message.suits(server.index), 1) > 0) {
      open(server);
    }
  }

  private void open(Server server) {
    Worker worker = new Worker(this, server);
    server.opening(worker);
    around.start(worker);
  }

  private void settle(QueuedMessage message, @Nullable SmtpException failure, long now) {
    Outcome outcome = message.settle(failure, now);
    tally.settled(outcome.result());
    onSettled.run();
    around.tell(() -> listener.onOutcome(message.message(), outcome));
  }

  /** Returns the workers, to cut what does not end. */
  public List<Worker> workers() {
    lock.lock();
    try {
      return new ArrayList<>(routing.workers());
    } finally {
      lock.unlock();
    }
  }
}
