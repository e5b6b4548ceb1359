package smtp.mailer.internal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import smtp.api.SendResult;
import smtp.api.SmtpException;
import smtp.mailer.status.MailerListener;

/**
 * What an attempt teaches about the server, and when the message is tried again. Guarded by the
 * dispatcher's lock.
 */
final class Retries {

  private final Settings settings;
  private final Surroundings around;
  private final MailerListener listener;
  private final Backlog backlog;
  private final Routing routing;

  Retries(Settings settings, Surroundings around, Backlog backlog, Routing routing) {
    this.settings = settings;
    this.around = around;
    this.listener = settings.listener();
    this.backlog = backlog;
    this.routing = routing;
  }

  /** Learns from how a server answers. */
  void learn(
      Connection connection,
      SendResult result,
      @Nullable SmtpException failure,
      boolean full,
      long now) {
    Server server = routing.server(connection);
    connection.usedAt = now;
    boolean lost = Verdict.isLoss(failure);
    if (Signs.slowDown(result, failure) && server.rate.slowDown(now)) {
      adapted(
          server,
          "It asks to slow down: at most %.1f messages a second for now"
              .formatted(server.rate.current().orElse(0)));
    }
    boolean limit = full || (lost && !connection.hit && Signs.sessionEnd(failure));
    if (limit && connection.answered > 0 && server.learnMessages(connection.answered, now)) {
      adapted(
          server,
          "It took %d messages over a connection and no more: that many each for now"
              .formatted(connection.answered));
    }
    if (!result.unknown().isEmpty()) {
      server.lostUnknown();
    }
    if (lost) {
      connection.hit = true;
    } else {
      connection.answered++;
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
   * @return whether there is one
   */
  boolean plan(
      Connection connection, QueuedMessage message, Verdict verdict, boolean first, long now) {
    int before = message.setbacks;
    switch (verdict) {
      case OTHER_SERVER -> routing.unsuitable(routing.server(connection), message);
      case OTHER_CONNECTION -> blame(connection, message, first);
      default -> message.setbacks++;
    }
    boolean blamed = message.setbacks > before;
    boolean atOnce = !blamed || (verdict != Verdict.LATER && message.setbacks == 1);
    int waits = verdict == Verdict.LATER ? message.setbacks : message.setbacks - 1;
    long wait = atOnce ? 0 : settings.backoff().nanos(waits);
    boolean nowhere = routing.suitable(message).isEmpty();
    if (nowhere || now + wait >= message.expires) {
      return false;
    }
    schedule(message, wait, now);
    return true;
  }

  /** A session that ends after some messages says nothing about the next one. */
  private static void blame(Connection connection, QueuedMessage message, boolean first) {
    boolean limit = Signs.sessionEnd(message.lastFailure) && connection.answered > 0;
    if (first && !limit && Verdict.isLoss(message.lastFailure)) {
      message.setbacks++;
      message.suspect = true;
    }
  }

  private void schedule(QueuedMessage message, long wait, long now) {
    SmtpException failure = message.lastFailure;
    if (wait == 0) {
      backlog.add(message);
    } else {
      backlog.addRetrying(message, now + wait);
    }
    around.tell(() -> listener.onRetry(message.message(), failure, Duration.ofNanos(wait)));
  }
}
