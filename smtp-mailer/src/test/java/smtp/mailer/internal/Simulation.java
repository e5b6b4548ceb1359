package smtp.mailer.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Mail;
import smtp.api.ServerClient;
import smtp.mailer.status.MailerListener;

/**
 * A mailer in virtual time: its workers run step by step on the test's thread, in an order that a
 * seed or the test decides, and time passes only when nothing else can happen.
 */
final class Simulation implements Surroundings {

  /** Until when each connection rests, or 0 if its worker can go on. */
  private final Map<Connection, Long> resting = new LinkedHashMap<>();

  private final Map<Connection, Worker> workers = new HashMap<>();
  private final List<Connection> opening = new ArrayList<>();
  private final Random random;
  private long now = 1;
  private long alarm = NEVER;
  private int settled;
  private int steps;
  final Dispatcher dispatcher;

  Simulation(long seed, Settings settings) {
    this.random = new Random(seed);
    this.dispatcher = new Dispatcher(settings, this, () -> settled++);
  }

  static Options options(ServerClient... clients) {
    return new Options(List.of(clients));
  }

  /** The settings of a test; what it does not set has the default. */
  static final class Options {
    private final List<ServerClient> clients;
    int connections = 2;
    int messagesPerConnection = 100;
    int window = 20;
    Duration idleTimeout = Duration.ofSeconds(30);
    Duration maxAge = Duration.ofMinutes(10);
    Duration probeAfter = Duration.ofSeconds(5);
    Duration timeToLive = Duration.ofMinutes(5);
    Optional<Settings.Rate> rate = Optional.empty();
    MailerListener listener = MailerListener.NONE;

    Options(List<ServerClient> clients) {
      this.clients = clients;
    }

    Settings settings() {
      return new Settings(
          clients,
          connections,
          messagesPerConnection,
          window,
          1000,
          idleTimeout,
          maxAge,
          probeAfter,
          timeToLive,
          new Settings.Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1)),
          rate,
          listener);
    }

    Simulation start() {
      return new Simulation(1, settings());
    }
  }

  /** Returns a message whose subject is its name. */
  static Mail message(String name, String... recipients) {
    return Mail.of(
        Envelope.of("a@example.org", recipients), Content.of("Subject: " + name + "\r\n\r\n"));
  }

  QueuedMessage submit(String name) {
    return dispatcher.submit(message(name, name + "@example.net"));
  }

  int settled() {
    return settled;
  }

  // --- surroundings

  @Override
  public long now() {
    return now;
  }

  @Override
  public double random() {
    return random.nextDouble();
  }

  @Override
  public void start(Connection connection, ServerClient client) {
    workers.put(connection, new Worker(dispatcher, connection, client));
    opening.add(connection);
  }

  @Override
  public void rest(Connection connection, long until) {
    resting.put(connection, until);
  }

  @Override
  public void wake(Connection connection) {
    resting.computeIfPresent(connection, (same, until) -> 0L);
  }

  @Override
  public void alarmAt(long time) {
    alarm = time;
  }

  @Override
  public void tell(Runnable event) {
    event.run();
  }

  @Override
  public long eventsLeftOut() {
    return 0;
  }

  // --- the run

  /** Lets everything happen that can happen without waiting. */
  void settle() {
    while (stepOne()) {
      // one after the other
    }
  }

  /** Lets time pass, and everything happen that is due until then. */
  void pass(Duration duration) {
    long until = now + duration.toNanos();
    settle();
    for (long next = nextTime(); next <= until; next = nextTime()) {
      advanceTo(next);
      settle();
    }
    advanceTo(until);
    settle();
  }

  /** Lets time pass until nothing is left to wait for but what never comes. */
  void passUntilIdle() {
    settle();
    for (long next = nextTime(); next != NEVER; next = nextTime()) {
      advanceTo(next);
      settle();
    }
  }

  /** Time that an operation of a server takes. */
  void spend(Duration duration) {
    now += duration.toNanos();
  }

  private void ensureProgress() {
    if (++steps > 1_000_000) {
      throw new AssertionError("the mailer goes round in circles");
    }
  }

  private void advanceTo(long time) {
    ensureProgress();
    now = Math.max(now, time);
    if (alarm <= now) {
      alarm = NEVER;
      dispatcher.onAlarm();
    }
    resting.replaceAll((connection, until) -> until <= now ? 0L : until);
  }

  private long nextTime() {
    long next = alarm;
    for (long until : resting.values()) {
      next = Math.min(next, until);
    }
    return next;
  }

  /** Lets one worker take a step, if one can. */
  boolean stepOne() {
    ensureProgress();
    List<Connection> able = new ArrayList<>(opening);
    resting.forEach((connection, until) -> {
      if (until == 0) {
        able.add(connection);
      }
    });
    if (able.isEmpty()) {
      return false;
    }
    step(able.get(random.nextInt(able.size())));
    return true;
  }

  private void step(Connection connection) {
    Worker worker = Objects.requireNonNull(workers.get(connection));
    if (opening.remove(connection)) {
      if (worker.connect()) {
        resting.put(connection, 0L);
      }
    } else if (!worker.step()) {
      resting.remove(connection);
    }
  }

  int connections() {
    return resting.size();
  }

  /** Returns when the alarm is set to, {@link Surroundings#NEVER} if it is not. */
  long alarm() {
    return alarm;
  }
}
