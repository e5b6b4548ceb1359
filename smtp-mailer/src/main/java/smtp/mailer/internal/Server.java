package smtp.mailer.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import smtp.api.Recovery;
import smtp.api.ServerClient;
import smtp.api.SmtpException;
import smtp.mailer.status.MailerSnapshot;

/**
 * A server of a mailer: its connections, and what was learned of it. What was learned is forgotten
 * after a while, as servers change. Guarded by the dispatcher's lock.
 */
final class Server {

  /** How long something that was learned is kept. */
  static final long MEMORY = 10 * 60 * 1_000_000_000L;

  final int index;
  final ServerClient client;
  final RateLimit rate;

  private final Settings settings;

  /** All connections that have or are opening a connection. */
  private final Set<Connection> connections = new LinkedHashSet<>();

  /** Those that have nothing to do; the one that was used last is first. */
  private final Deque<Connection> resting = new ArrayDeque<>();

  private int connecting;

  /** How many others will ask for work soon. */
  private int coming;

  private int large;

  /** Why the server cannot be used, or {@code null} if it can. */
  private @Nullable SmtpException failure;

  private int failures;
  private long retryAt;
  private boolean reached;

  /** How many messages a batch has at most. Smaller for a while after an unknown outcome. */
  private int window;

  private int messagesLearned = Integer.MAX_VALUE;
  private long messagesLearnedUntil;
  private int connectionsLearned = Integer.MAX_VALUE;
  private long connectionsLearnedUntil;

  Server(int index, ServerClient client, Settings settings, long now) {
    this.index = index;
    this.client = client;
    this.settings = settings;
    this.rate = new RateLimit(settings.rate(), now);
    this.window = settings.window();
  }

  String name() {
    return client.toString();
  }

  boolean isUp() {
    return failure == null;
  }

  @Nullable SmtpException failure() {
    return failure;
  }

  long retryAt() {
    return retryAt;
  }

  /**
   * Returns whether the server was never reached and will not be until somebody changes something,
   * such as a wrong password: nothing is gained by waiting for it.
   */
  boolean isMisconfigured() {
    return !reached && failure != null && failure.recovery() == Recovery.FIX_FIRST;
  }

  Set<Connection> connections() {
    return connections;
  }

  boolean hasRoom(long now) {
    return connections.size() < connectionLimit(now);
  }

  private int connectionLimit(long now) {
    return now - connectionsLearnedUntil < 0
        ? Math.min(connectionsLearned, settings.connections())
        : settings.connections();
  }

  /** Returns how many connections will ask for work soon. */
  int coming() {
    return connecting + coming;
  }

  void opening(Connection connection) {
    connections.add(connection);
    connecting++;
  }

  /** Notes that a connection was opened. Returns whether the server was down. */
  boolean opened(Connection connection) {
    connecting--;
    comes(connection);
    boolean wasDown = failure != null;
    failure = null;
    failures = 0;
    reached = true;
    return wasDown;
  }

  /** What it means that a connection could not be opened. */
  enum Refusal {
    /** The server cannot be used. */
    DOWN,
    /** It was known already that the server is down. */
    KNOWN,
    /** Other connections are open: the server may take no more of them. */
    FULL
  }

  /**
   * Notes that a connection could not be opened.
   *
   * @param chance from 0 to below 1, so that not all clients come back at once
   */
  Refusal notOpened(Connection connection, SmtpException why, double chance, long now) {
    connecting--;
    connections.remove(connection);
    if (failure != null && now < retryAt) {
      return Refusal.KNOWN;
    }
    if (connections.size() > connecting) {
      failures++;
      connectionsLearned = connections.size() - connecting;
      connectionsLearnedUntil = now + wait(chance);
      return Refusal.FULL;
    }
    down(why, chance, now);
    return Refusal.DOWN;
  }

  /** Notes that the server cannot be used for a while. */
  void down(SmtpException why, double chance, long now) {
    failures++;
    failure = why;
    retryAt = now + wait(chance);
  }

  private long wait(double chance) {
    return (long) (settings.backoff().nanos(failures) * (0.9 + 0.2 * chance));
  }

  void closed(Connection connection) {
    comesNoMore(connection);
    connections.remove(connection);
    resting.remove(connection);
  }

  void rest(Connection connection) {
    resting.addFirst(connection);
  }

  int resting() {
    return resting.size();
  }

  /** Takes the one that rested last, to be woken. */
  Connection wakeOne() {
    Connection connection = resting.removeFirst();
    comes(connection);
    return connection;
  }

  /** Notes that a connection will ask for work soon. */
  void comes(Connection connection) {
    if (!connection.coming) {
      connection.coming = true;
      coming++;
    }
  }

  /** Notes that a connection has work, or has ended. */
  void comesNoMore(Connection connection) {
    if (connection.coming) {
      connection.coming = false;
      coming--;
    }
  }

  /** Notes that a connection asks for work. */
  void asks(Connection connection) {
    comesNoMore(connection);
    resting.remove(connection);
  }

  /** Returns whether a large message may go out: one connection is left for small ones. */
  boolean mayTakeLarge() {
    return large == 0 || large < settings.connections() - 1;
  }

  void largeTaken() {
    large++;
  }

  void largeSettled() {
    large--;
  }

  int window() {
    return window;
  }

  /** A connection was lost, and some messages are unknown: fewer are at risk the next time. */
  void lostUnknown() {
    window = 1;
  }

  /** All of a whole window was answered. */
  void windowAnswered(int messages) {
    if (messages >= window) {
      window = Math.min(settings.window(), 2 * window);
    }
  }

  /** The server ended a session after some messages. Returns whether that is news. */
  boolean learnMessages(int answered, long now) {
    boolean news = answered < messagesPerConnection(now);
    messagesLearned = answered;
    messagesLearnedUntil = now + MEMORY;
    return news;
  }

  int messagesPerConnection(long now) {
    return isMessagesLearned(now)
        ? Math.min(messagesLearned, settings.messagesPerConnection())
        : settings.messagesPerConnection();
  }

  private boolean isMessagesLearned(long now) {
    return messagesLearned != Integer.MAX_VALUE && now - messagesLearnedUntil < 0;
  }

  MailerSnapshot.Server snapshot(long now) {
    return new MailerSnapshot.Server(
        name(),
        failure,
        connections.size(),
        resting.size(),
        window,
        isMessagesLearned(now) ? OptionalInt.of(messagesPerConnection(now)) : OptionalInt.empty(),
        rate.current());
  }
}
