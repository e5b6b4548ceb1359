package smtp.core.internal.session;

import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.function.Function;
import smtp.api.Credentials;
import smtp.api.Extension;
import smtp.api.Mail;
import smtp.api.Phase;
import smtp.api.Reply;
import smtp.api.SendListener;
import smtp.api.SendResult;
import smtp.api.SessionListener;
import smtp.api.SmtpConnectException;
import smtp.api.SmtpException;
import smtp.api.SmtpServerDisconnectedException;
import smtp.api.SmtpTimeoutException;
import smtp.api.TlsMode;
import smtp.api.internal.ExceptionResults;
import smtp.core.internal.net.Dialer;
import smtp.core.internal.net.Link;
import smtp.core.internal.net.Watch;
import smtp.core.internal.wire.CommandEncoder;

/**
 * Makes a session: connects, reads the greeting, and if wanted says hello, puts the connection
 * under TLS and authenticates. Whatever fails on the way, the connection is closed.
 *
 * @param <S> the kind of session
 */
public final class Opener<S extends Session> {

  private final Dialer dialer;
  private final SessionOptions options;
  private final Function<Greeted, S> factory;

  /** Makes an opener for one server. */
  public Opener(Dialer dialer, SessionOptions options, Function<Greeted, S> factory) {
    this.dialer = dialer;
    this.options = options;
    this.factory = factory;
  }

  /** Connects and reads the greeting; with {@link TlsMode#IMPLICIT} under TLS. */
  public S open() throws SmtpException {
    Timing timing = new Timing(options.timeouts(), options.deadline());
    timing.begin();
    return idle(greeted(options, timing), timing);
  }

  /** Connects and makes the session ready to send. */
  public S connect() throws SmtpException {
    Timing timing = new Timing(options.timeouts(), options.deadline());
    timing.begin();
    return idle(ready(options, timing), timing);
  }

  /** Ends the operation that made a session. */
  private S idle(S session, Timing timing) {
    timing.end();
    session.connection().rest();
    return session;
  }

  private S ready(SessionOptions how, Timing timing) throws SmtpException {
    S session = greeted(how, timing);
    try {
      makeReady(session);
      return session;
    } catch (SmtpException | RuntimeException | Error e) {
      session.close();
      if (!session.lostWhileBinding()) {
        throw e;
      }
    }
    // There are servers that break off at a channel binding that they do not know.
    return ready(how.unbound(), timing);
  }

  /** Sends one mail by a session of its own, all in the time of one operation. */
  public SendResult send(Mail mail) throws SmtpException {
    Timing timing = new Timing(options.timeouts(), options.deadline());
    timing.begin();
    S session;
    try {
      session = ready(options, timing);
    } catch (SmtpException e) {
      ExceptionResults.record(e, SendResult.notSent(mail.envelope()));
      throw e;
    }
    try (session) {
      return session.sendLast(mail);
    }
  }

  /**
   * Sends mails by as many sessions as it takes: when a connection is lost, a new one goes on with
   * what was not sent.
   */
  public void sendAll(Iterator<? extends Mail> mails, SendListener listener) throws SmtpException {
    Resumption remaining = new Resumption(mails, listener);
    while (remaining.hasNext()) {
      try (S session = remaining.connect(this)) {
        remaining.sendBy(session);
      }
    }
  }

  private void makeReady(S session) throws SmtpException {
    session.ensureHello();
    if (wantsStartTls(session)) {
      session.startTlsVerb();
      session.ensureHello();
    }
    Credentials credentials = options.login().credentials();
    if (credentials != null) {
      session.authenticateVerb(authenticator -> authenticator.authenticate(credentials));
      // A server that takes no second EHLO has offered what it has to offer.
      session.helloVerb();
    }
  }

  private boolean wantsStartTls(S session) {
    return switch (options.tlsMode()) {
      case STARTTLS -> true;
      case OPPORTUNISTIC -> session.capabilities().has(Extension.STARTTLS);
      case IMPLICIT, NONE -> false;
    };
  }

  private S greeted(SessionOptions how, Timing timing) throws SmtpException {
    SessionListener listener = options.listener().get();
    Watch watch = Watch.start();
    try {
      return factory.apply(greeted(connected(watch, timing, listener), how));
    } catch (SmtpException | RuntimeException | Error e) {
      watch.release();
      throw e;
    }
  }

  private Connection connected(Watch watch, Timing timing, SessionListener listener)
      throws SmtpException {
    listener.onConnecting(dialer.toString());
    long start = System.nanoTime();
    Link link = dial(watch, timing, listener);
    Connection connection = new Connection(link, watch, timing, listener);
    connection.listener().onConnected(link.remote(), Duration.ofNanos(System.nanoTime() - start));
    return connection;
  }

  private Link dial(Watch watch, Timing timing, SessionListener listener) throws SmtpException {
    try {
      return dialer.dial(watch, timing.until(Phase.CONNECT));
    } catch (IOException e) {
      SmtpException failure = unreachable(e, watch, timing);
      ClosingListener.tellClosed(listener, failure);
      throw failure;
    }
  }

  private Greeted greeted(Connection connection, SessionOptions how) throws SmtpException {
    try {
      if (options.tlsMode() == TlsMode.IMPLICIT) {
        connection.secure(options.tls().layer());
      }
      return new Greeted(connection, how, greeting(connection));
    } catch (SmtpException e) {
      throw connection.fail(e);
    }
  }

  private SmtpException unreachable(IOException cause, Watch watch, Timing timing) {
    SmtpException ended = Failure.byThisSide(Phase.CONNECT, watch, timing);
    if (ended != null && !(ended instanceof SmtpTimeoutException)) {
      return ended;
    }
    SmtpConnectException failure =
        new SmtpConnectException(
            "Cannot connect to %s: %s".formatted(dialer, Failure.words(cause)), cause);
    for (Throwable attempt : cause.getSuppressed()) {
      failure.addSuppressed(attempt);
    }
    return failure;
  }

  private Reply greeting(Connection connection) throws SmtpException {
    Reply greeting;
    try {
      greeting = connection.greeting();
    } catch (SmtpServerDisconnectedException e) {
      throw e.reply().<SmtpException>map(Opener::refused).orElse(e);
    }
    if (greeting.code() == 220) {
      return greeting;
    }
    takeLeave(connection);
    throw connection.fail(refused(greeting));
  }

  /** Says QUIT to a server whose answer does not matter. */
  private static void takeLeave(Connection connection) {
    try {
      connection.command(Phase.QUIT, "QUIT", CommandEncoder.MAX_LINE, false);
      connection.reply(Phase.QUIT);
    } catch (SmtpException e) {
      // It is left all the same.
    }
  }

  private static SmtpConnectException refused(Reply greeting) {
    return new SmtpConnectException("The server refused the session: " + greeting, greeting);
  }
}
