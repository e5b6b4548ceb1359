package smtp.mailer.internal;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import smtp.api.Mail;
import smtp.api.SendResult;
import smtp.api.SmtpException;
import smtp.mailer.status.MailerListener;
import smtp.mailer.status.MailerSnapshot;
import smtp.mailer.status.Outcome;

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
  private final Staffing staffing;
  private final Retries retries;
  private final Reasons reasons;
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
    this.staffing = new Staffing(settings, around, backlog, routing);
    this.retries = new Retries(settings, around, backlog, routing);
    this.reasons = new Reasons(settings.timeToLive());
    this.onSettled = onSettled;
  }

  private long now() {
    return around.now();
  }

  private void locked(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }

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
      QueuedMessage queued = new QueuedMessage(this::cancel, message, numbers++, now, expires);
      tally.submitted();
      backlog.add(queued);
      arrange(now);
      return queued;
    } finally {
      lock.unlock();
    }
  }

  private boolean cancel(QueuedMessage message) {
    lock.lock();
    try {
      if (message.state == QueuedMessage.State.UNDER_WAY) {
        message.stopped = true;
        return false;
      }
      boolean stopped = message.state != QueuedMessage.State.SETTLED && !message.mayBeDelivered();
      if (message.state != QueuedMessage.State.SETTLED) {
        backlog.remove(message);
        settle(message, Reasons.cancelled(), now());
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
    locked(() -> {
      closing = true;
      arrange(now());
    });
  }

  /** Ends what waits. What is under way gets no further attempt. */
  public void stop() {
    locked(() -> {
      closing = true;
      stopping = true;
      for (QueuedMessage left : backlog.takeAll()) {
        settle(left, Reasons.closed(left.lastFailure), now());
      }
      arrange(now());
    });
  }

  void connected(Connection connection) {
    locked(() -> {
      long now = now();
      Server server = routing.server(connection);
      connection.usedAt = now;
      long age = (long) (settings.maxAge().toNanos() * (1 - 0.1 * around.random()));
      connection.oldAt = now + age;
      if (server.opened(connection)) {
        around.tell(() -> listener.onServerUp(server.name()));
      }
      around.tell(() -> listener.onConnected(server.name()));
      arrange(now);
    });
  }

  void notConnected(Connection connection, SmtpException why) {
    locked(() -> {
      long now = now();
      Server server = routing.server(connection);
      switch (server.notOpened(connection, why, around.random(), now)) {
        case DOWN -> tellDown(server, why, now);
        case FULL -> {
          String what = "It takes no more connections now: " + why.getMessage();
          around.tell(() -> listener.onAdapted(server.name(), what));
        }
        case KNOWN -> {}
      }
      arrange(now);
    });
  }

  private void tellDown(Server server, SmtpException why, long now) {
    Duration wait = Duration.ofNanos(server.retryAt() - now);
    around.tell(() -> listener.onServerDown(server.name(), why, wait));
  }

  /** Returns what a worker does next. */
  Next next(Connection connection) {
    lock.lock();
    try {
      long now = now();
      Server server = routing.server(connection);
      server.asks(connection);
      backlog.wakeUntil(now);
      int room = server.messagesPerConnection(now) - connection.taken;
      if (room <= 0 || now >= connection.oldAt || isOver()) {
        return Next.END;
      }
      connection.room = Math.min(server.window(), room);
      connection.inBatch = 0;
      connection.hit = false;
      int waiting = backlog.count(message -> fits(connection, message, now), connection.room);
      long ready = server.rate.isLimited() ? server.rate.readyAt(now, waiting) : now;
      return waiting > 0 && ready <= now ? Next.SEND : rest(connection, waiting, ready, now);
    } finally {
      lock.unlock();
    }
  }

  private Next rest(Connection connection, int waiting, long ready, long now) {
    long tooLong = connection.usedAt + settings.idleTimeout().toNanos();
    if (waiting == 0 && now >= tooLong) {
      return Next.END;
    }
    connection.restUntil = Math.min(waiting > 0 ? ready : tooLong, connection.oldAt);
    routing.server(connection).rest(connection);
    return Next.REST;
  }

  private boolean isOver() {
    return stopping || (closing && backlog.isEmpty());
  }

  /** Waits until there may be something to do. The worker's own thread alone sets that time. */
  void rest(Connection connection) {
    around.rest(connection, connection.restUntil);
  }

  /** Returns whether a connection rested so long that it may have been closed in the meantime. */
  boolean wantsProbe(Connection connection) {
    lock.lock();
    try {
      long now = now();
      boolean probe = now - connection.usedAt > settings.probeAfter().toNanos();
      connection.usedAt = now;
      return probe;
    } finally {
      lock.unlock();
    }
  }

  /** Returns the next message for a connection, or {@code null} to end the batch. */
  @Nullable QueuedMessage take(Connection connection) {
    lock.lock();
    try {
      long now = now();
      RateLimit rate = routing.server(connection).rate;
      if (connection.room == 0 || stopping || !rate.allows(now)) {
        return null;
      }
      QueuedMessage message = backlog.poll(each -> fits(connection, each, now));
      if (message != null) {
        rate.take(now);
        taken(connection, message);
      }
      return message;
    } finally {
      lock.unlock();
    }
  }

  private boolean fits(Connection connection, QueuedMessage message, long now) {
    Server server = routing.server(connection);
    // Behind a message on which a connection was lost, others would be lost with it.
    boolean alone = !message.suspect || connection.inBatch == 0;
    return message.expires > now
        && alone
        && (!message.large || server.mayTakeLarge())
        && server.equals(routing.serverFor(message));
  }

  private void taken(Connection connection, QueuedMessage message) {
    message.state = QueuedMessage.State.UNDER_WAY;
    message.attempts++;
    underWay++;
    connection.underWay++;
    connection.taken++;
    connection.inBatch++;
    connection.room--;
    Server server = routing.server(connection);
    server.comesNoMore(connection);
    if (message.large) {
      server.largeTaken();
    }
    if (message.suspect || message.large) {
      connection.room = 0;
    }
  }

  /** Puts back a message that the session did not begin with. */
  void putBack(Connection connection, QueuedMessage message) {
    locked(() -> {
      leaves(connection, message);
      connection.taken--;
      connection.useless = connection.taken == 0;
      message.attempts--;
      if (message.stopped || stopping) {
        settle(message, Reasons.closed(message.lastFailure), now());
      } else {
        backlog.add(message); // the end of this connection is near, and arranges the rest
      }
    });
  }

  private void leaves(Connection connection, QueuedMessage message) {
    Server server = routing.server(connection);
    underWay--;
    connection.underWay--;
    if (message.large) {
      server.largeSettled();
    }
    if (connection.underWay == 0) {
      server.comes(connection);
    }
  }

  /**
   * Notes what became of an attempt.
   *
   * @param full whether the server said that it takes no more messages on this connection
   */
  void attempted(
      Connection connection,
      QueuedMessage message,
      SendResult result,
      @Nullable SmtpException failure,
      boolean full) {
    lock.lock();
    try {
      long now = now();
      leaves(connection, message);
      boolean first = !connection.hit;
      retries.learn(connection, result, failure, full, now);
      Verdict verdict = full ? Verdict.OTHER_CONNECTION : Verdict.of(result, failure);
      message.lastFailure = failure;
      boolean more = message.record(result, one -> Verdict.of(one, failure) != Verdict.FINAL);
      if (!more || message.stopped || !message.isRepeatable()) {
        settle(message, failure, now);
      } else if (stopping) {
        settle(message, Reasons.closed(failure), now);
      } else if (!retries.plan(connection, message, verdict, first, now)) {
        settle(message, failure, now);
      }
      arrange(now);
    } finally {
      lock.unlock();
    }
  }

  /** Notes the end of a batch. */
  void batchEnded(Connection connection) {
    locked(() -> {
      if (!connection.hit) {
        routing.server(connection).windowAnswered(connection.inBatch);
      }
      connection.usedAt = now();
    });
  }

  void ended(Connection connection, @Nullable SmtpException lost) {
    locked(() -> {
      Server server = routing.server(connection);
      server.closed(connection);
      int answered = connection.answered;
      around.tell(() -> listener.onDisconnected(server.name(), answered, lost));
      long now = now();
      if (connection.useless) {
        // Otherwise the next connection would be as useless, at once.
        SmtpException why = Reasons.useless();
        server.down(why, around.random(), now);
        tellDown(server, why, now);
      }
      arrange(now);
    });
  }

  /** Does what is due: messages whose time has come or is over, servers to be tried again. */
  public void onAlarm() {
    locked(() -> {
      arrange(now());
    });
  }

  /** Brings everything in line with the state: after each change of it. */
  private void arrange(long now) {
    backlog.wakeUntil(now);
    for (QueuedMessage expired : backlog.takeExpired(now)) {
      settle(expired, reasons.expired(expired, routing.failure(expired)), now);
    }
    settleHopeless(now);
    staffing.arrange(isOver(), now);
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

  private void settle(QueuedMessage message, @Nullable SmtpException failure, long now) {
    Outcome outcome = message.settle(failure, now);
    tally.settled(outcome.result());
    onSettled.run();
    around.tell(() -> listener.onOutcome(message.message(), outcome));
  }
}
