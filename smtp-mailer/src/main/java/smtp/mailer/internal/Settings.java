package smtp.mailer.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import smtp.api.ServerClient;
import smtp.mailer.status.MailerListener;

/** The options of a mailer, as its builder has checked them. */
public record Settings(
    List<ServerClient> clients,
    int connections,
    int messagesPerConnection,
    int window,
    int capacity,
    Duration idleTimeout,
    Duration maxAge,
    Duration probeAfter,
    Duration timeToLive,
    Backoff backoff,
    Optional<Rate> rate,
    MailerListener listener) {

  /** The size from which a message counts as large: it does not hold up small ones. */
  static final long LARGE = 256 * 1024;

  /** A limit of messages a period. */
  public record Rate(int messages, Duration period) {

    double perSecond() {
      return messages / (period.toNanos() / 1e9);
    }
  }

  /** How long to wait before the next attempt: doubled after each, up to a limit. */
  public record Backoff(Duration first, Duration longest) {

    /** Returns the wait after the given number of failed attempts, from 1, in nanoseconds. */
    long nanos(int failures) {
      int doublings = Math.min(failures - 1, 30);
      long limit = longest.toNanos();
      return first.toNanos() >= limit >> doublings ? limit : first.toNanos() << doublings;
    }
  }
}
