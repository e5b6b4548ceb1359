package smtp.mailer;

import java.net.URI;
import java.time.Duration;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import smtp.api.Mail;
import smtp.api.MailClient;
import smtp.api.SendListener;
import smtp.api.SendResult;
import smtp.api.ServerClient;
import smtp.api.SmtpException;
import smtp.api.SmtpInterruptedException;
import smtp.core.SmtpClient;
import smtp.mailer.internal.Connection;
import smtp.mailer.internal.Dispatcher;
import smtp.mailer.internal.Settings;
import smtp.mailer.internal.Worker;
import smtp.mailer.internal.runtime.Threads;
import smtp.mailer.status.MailerSnapshot;
import smtp.mailer.status.Submission;

/**
 * One object that a whole application sends through. It keeps a few connections and sends what
 * piles up during a round trip together, limits its rate if asked to, survives a restart of the
 * server, goes to another server if one is down, and tells each caller the outcome for each
 * recipient.
 *
 * <pre>{@code
 * try (Mailer mailer = Mailer.builder(client).build()) {
 *   SendResult result = mailer.send(message);
 * }
 * }</pre>
 *
 * <p>A message whose outcome is unknown is never sent again, as it might be delivered twice. A
 * recipient that a server deferred (4yz), and a message that was not sent because a connection was
 * lost, are tried again until the message's time to live is over. There is no queue on disk: what a
 * mailer has when the process ends is gone. Messages are handed out in the order of their
 * submission, and may be delivered in any order.
 *
 * <p>Safe for use by any number of threads. All its own threads are virtual ones, and a mailer that
 * has nothing to do has none once its connections have been idle for a while.
 */
public final class Mailer implements MailClient, AutoCloseable {

  /** How long {@link #close()} lets messages go out. */
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(30);

  /** How long what is under way may take after that, and how long to wait after cutting it. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private static final Duration AFTER_CUT = Duration.ofSeconds(1);

  private final Settings settings;
  private final Overflow overflow;
  private final Semaphore room;
  private final Dispatcher dispatcher;
  private final Threads threads;

  Mailer(Settings settings, Overflow overflow) {
    this.settings = settings;
    this.overflow = overflow;
    this.room = new Semaphore(settings.capacity(), true);
    this.threads = new Threads(settings.listener(), this::worker, this::onAlarm);
    this.dispatcher = new Dispatcher(settings, threads, room::release);
  }

  /**
   * Returns a builder of a mailer that sends through one server.
   *
   * @param client opens the connections; it has the address, TLS, the login and the time limits
   */
  public static MailerBuilder builder(ServerClient client) {
    return new MailerBuilder(Objects.requireNonNull(client, "client"));
  }

  /**
   * Returns a builder of a mailer that sends through one SMTP server, with the defaults of {@link
   * SmtpClient}.
   *
   * @param url {@code smtp://[user[:password]@]host[:port]}, or {@code smtps} for TLS from the
   *     first byte; see {@link SmtpClient#builder(URI)}
   * @throws IllegalArgumentException if the URL has another form. The message does not show it, as
   *     it may hold a password
   */
  public static MailerBuilder builder(URI url) {
    return builder(SmtpClient.builder(url).build());
  }

  private Worker worker(Connection connection, ServerClient client) {
    return new Worker(dispatcher, connection, client);
  }

  private void onAlarm() {
    dispatcher.onAlarm();
  }

  /**
   * Sends one message and waits for its outcome. If the thread is interrupted, only the waiting
   * ends if a connection has the message already; otherwise it is not sent.
   *
   * @throws SmtpException if no recipient was accepted or the outcome of one is unknown, with a
   *     complete {@link SmtpException#result()}
   * @throws SmtpInterruptedException if the thread is interrupted, with its interrupt status set
   *     again; the result says unknown if a connection had the message
   * @throws MailerFullException if there is no room, and the mailer rejects then
   * @throws IllegalStateException if the mailer is closed
   */
  @Override
  public SendResult send(Mail message) throws SmtpException {
    Submission submission;
    try {
      submission = submit(message);
    } catch (InterruptedException e) {
      throw Results.interrupted(message, false);
    }
    try {
      return Results.checked(submission.await());
    } catch (InterruptedException e) {
      throw Results.interrupted(message, !submission.cancel());
    }
  }

  /**
   * Submits messages, so many at a time that all connections are busy, and reports their outcomes
   * in order. Returns when every message that was taken has its outcome.
   *
   * <p>A message that fails does not keep the next one from being sent. This method always waits
   * for room.
   *
   * @throws SmtpInterruptedException if the thread is interrupted. Every message that was taken has
   *     been reported; those that no connection had are not sent
   * @throws IllegalStateException if the mailer is closed
   */
  @Override
  public void sendAll(Iterator<? extends Mail> messages, SendListener listener)
      throws SmtpException {
    Objects.requireNonNull(messages, "messages");
    Objects.requireNonNull(listener, "listener");
    new Stream(this::submitWaiting, listener, ahead()).send(messages);
  }

  private int ahead() {
    return Math.min(settings.capacity(), 2 * settings.connections() * settings.window());
  }

  /**
   * Submits a message, and returns without waiting for its outcome. Waits for room if there is
   * none, unless the mailer was built to {@linkplain Overflow#REJECT reject}.
   *
   * @param message the message; its content is read later, on another thread
   * @throws InterruptedException if the thread is interrupted while it waits for room; the message
   *     is not sent
   * @throws MailerFullException if there is no room, and the mailer rejects then
   * @throws IllegalStateException if the mailer is closed
   */
  public Submission submit(Mail message) throws InterruptedException {
    Objects.requireNonNull(message, "message");
    if (overflow == Overflow.WAIT) {
      return submitWaiting(message);
    }
    if (!room.tryAcquire()) {
      throw new MailerFullException(settings.capacity());
    }
    return take(message);
  }

  private Submission submitWaiting(Mail message) throws InterruptedException {
    room.acquire();
    return take(message);
  }

  private Submission take(Mail message) {
    try {
      return dispatcher.submit(message);
    } catch (RuntimeException | Error e) {
      room.release();
      throw e;
    }
  }

  /** Returns the state of the mailer at this moment. */
  public MailerSnapshot snapshot() {
    return dispatcher.snapshot();
  }

  /** Closes the mailer as {@link #close(Duration)} does, with 30 seconds. */
  @Override
  public void close() {
    close(CLOSE_LIMIT);
  }

  /**
   * Closes the mailer: it takes no more messages, sends those it has, and ends its connections.
   * What is still waiting when the limit is over is not sent; what is under way may take 5 seconds
   * more, and is cut then. So this method returns 6 seconds after the limit at the latest, and
   * every submission has its outcome. An interrupt ends the limit at once. Closing a closed mailer
   * does nothing.
   *
   * @param limit how long messages may go out; {@link Duration#ZERO} to send no more
   */
  public void close(Duration limit) {
    Objects.requireNonNull(limit, "limit");
    dispatcher.close();
    boolean interrupted = !drained(limit);
    dispatcher.stop();
    interrupted |= !ended(GRACE);
    threads.abort();
    interrupted |= !ended(AFTER_CUT);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until every message has its outcome, within a limit. Returns false if interrupted. */
  private boolean drained(Duration limit) {
    try {
      if (room.tryAcquire(settings.capacity(), limit.toNanos(), TimeUnit.NANOSECONDS)) {
        room.release(settings.capacity());
      }
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private boolean ended(Duration limit) {
    try {
      threads.awaitWorkers(limit);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "Mailer" + settings.clients();
  }
}
