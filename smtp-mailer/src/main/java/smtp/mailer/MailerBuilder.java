package smtp.mailer;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import smtp.api.ServerClient;
import smtp.mailer.internal.Settings;
import smtp.mailer.status.MailerListener;

/**
 * Builds a {@link Mailer}. Each option has a default that suits an application.
 *
 * <table class="striped">
 *   <caption>The options, by topic</caption>
 *   <tr><td>servers</td><td>{@link #fallback}</td></tr>
 *   <tr><td>connections</td><td>{@link #connections}, {@link #messagesPerConnection}, {@link
 *       #window}, {@link #idleTimeout}, {@link #maxAge}, {@link #probeAfter}</td></tr>
 *   <tr><td>rate</td><td>{@link #rate}</td></tr>
 *   <tr><td>waiting messages</td><td>{@link #capacity}, {@link #overflow}, {@link #timeToLive},
 *       {@link #backoff}</td></tr>
 *   <tr><td>watching</td><td>{@link #listener}</td></tr>
 * </table>
 *
 * <p>Not safe for use by several threads.
 */
public final class MailerBuilder {

  private static final int MAX_SERVERS = 16;

  private final List<ServerClient> clients = new ArrayList<>();
  private int connections = 2;
  private int messagesPerConnection = 100;
  private int window = 20;
  private int capacity = 1000;
  private Overflow overflow = Overflow.WAIT;
  private Duration idleTimeout = Duration.ofSeconds(30);
  private Duration maxAge = Duration.ofMinutes(10);
  private Duration probeAfter = Duration.ofSeconds(5);
  private Duration timeToLive = Duration.ofMinutes(5);
  private Settings.Backoff backoff =
      new Settings.Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));
  private Settings.@Nullable Rate rate;
  private MailerListener listener = MailerListener.NONE;

  MailerBuilder(ServerClient client) {
    clients.add(client);
  }

  /**
   * Adds a server that is used while those before it cannot be. A message that needs what a server
   * does not offer goes to the next one, too.
   *
   * @throws IllegalArgumentException if there are 16 servers already
   */
  public MailerBuilder fallback(ServerClient client) {
    requireNonNull(client, "client");
    if (clients.size() == MAX_SERVERS) {
      throw new IllegalArgumentException("A mailer has at most " + MAX_SERVERS + " servers");
    }
    clients.add(client);
    return this;
  }

  /**
   * Sets how many connections to a server there are at most. The default is 2.
   *
   * @param count 1 or more
   */
  public MailerBuilder connections(int count) {
    connections = positive(count, "connections");
    return this;
  }

  /**
   * Sets how many messages a connection carries before another one is opened. The default is 100. A
   * lower limit that the server announces (MAILMAX, RFC 9422) or shows counts as well.
   *
   * @param count 1 or more
   */
  public MailerBuilder messagesPerConnection(int count) {
    messagesPerConnection = positive(count, "messagesPerConnection");
    return this;
  }

  /**
   * Sets how many messages are sent together over a connection at most. The default is 20. More are
   * faster; but if the connection is lost, so many outcomes may be unknown.
   *
   * @param messages 1 or more
   */
  public MailerBuilder window(int messages) {
    window = positive(messages, "window");
    return this;
  }

  /** Sets how long a connection may be idle before it is closed. The default is 30 seconds. */
  public MailerBuilder idleTimeout(Duration limit) {
    idleTimeout = positive(limit, "idleTimeout");
    return this;
  }

  /**
   * Sets how old a connection becomes before it is replaced, give or take a tenth. The default is
   * 10 minutes, so that a change of the server's addresses is noticed.
   */
  public MailerBuilder maxAge(Duration limit) {
    maxAge = positive(limit, "maxAge");
    return this;
  }

  /**
   * Sets after how long a rest a connection is tried with NOOP before it gets a message. The
   * default is 5 seconds.
   */
  public MailerBuilder probeAfter(Duration rest) {
    probeAfter = positive(rest, "probeAfter");
    return this;
  }

  /**
   * Sets how many messages go to each server in a period at most. There is no limit by default.
   *
   * @param messages 1 or more
   * @param period such as one second
   */
  public MailerBuilder rate(int messages, Duration period) {
    rate = new Settings.Rate(positive(messages, "messages"), positive(period, "period"));
    return this;
  }

  /**
   * Sets how many messages the mailer has at most: those that wait, are under way or are to be
   * tried again. The default is 1,000. Their contents are in memory if they were made there.
   *
   * @param messages 1 or more
   */
  public MailerBuilder capacity(int messages) {
    capacity = positive(messages, "capacity");
    return this;
  }

  /** Sets what happens to a message for which there is no room. By default its caller waits. */
  public MailerBuilder overflow(Overflow how) {
    overflow = requireNonNull(how, "how");
    return this;
  }

  /**
   * Sets how long a message is tried. The default is 5 minutes. An attempt that is under way when
   * the time is over is not cut.
   */
  public MailerBuilder timeToLive(Duration limit) {
    timeToLive = positive(limit, "timeToLive");
    return this;
  }

  /**
   * Sets how long to wait before a message or a server is tried again. The wait doubles with each
   * failure. The defaults are 1 second and 1 minute.
   *
   * @param first the wait after the first failure
   * @param longest the longest wait, at least the first
   */
  public MailerBuilder backoff(Duration first, Duration longest) {
    positive(first, "first");
    positive(longest, "longest");
    if (longest.compareTo(first) < 0) {
      throw new IllegalArgumentException("The longest wait is shorter than the first");
    }
    backoff = new Settings.Backoff(first, longest);
    return this;
  }

  /** Sets who is told what happens. */
  public MailerBuilder listener(MailerListener who) {
    listener = requireNonNull(who, "who");
    return this;
  }

  /**
   * Returns the mailer. It opens no connection before the first message.
   *
   * @throws IllegalArgumentException if a window of messages does not fit into the capacity
   */
  public Mailer build() {
    if (capacity < window) {
      throw new IllegalArgumentException(
          "The capacity of %d messages is less than a window of %d".formatted(capacity, window));
    }
    return new Mailer(settings(), overflow);
  }

  private Settings settings() {
    return new Settings(
        List.copyOf(clients),
        connections,
        messagesPerConnection,
        window,
        capacity,
        idleTimeout,
        maxAge,
        probeAfter,
        timeToLive,
        backoff,
        Optional.ofNullable(rate),
        listener);
  }

  private static int positive(int value, String name) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " has to be 1 or more, but is " + value);
    }
    return value;
  }

  private static Duration positive(Duration value, String name) {
    requireNonNull(value, name);
    if (value.isNegative() || value.isZero() || value.compareTo(Duration.ofDays(365)) > 0) {
      throw new IllegalArgumentException(
          name + " has to be more than 0 and at most 365 days, but is " + value);
    }
    return value;
  }
}
