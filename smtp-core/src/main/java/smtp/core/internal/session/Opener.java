package smtp.core.internal.session;

import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.function.Function;
import smtp.api.ChannelBinding;
import smtp.api.Credentials;
import smtp.api.Extension;
import smtp.api.Mail;
import smtp.api.Phase;
import smtp.api.Reply;
import smtp.api.SendListener;
import smtp.api.SendResult;
import smtp.api.SmtpConnectException;
import smtp.api.SmtpException;
import smtp.api.SmtpServerDisconnectedException;
import smtp.api.SmtpTimeoutException;
import smtp.api.TlsMode;
import smtp.api.internal.ExceptionResults;
import smtp.core.internal.connection.Connection;
import smtp.core.internal.connection.Failure;
import smtp.core.internal.connection.TextCommand;
import smtp.core.internal.connection.Timing;
import smtp.core.internal.connection.Waits;
import smtp.core.internal.event.EventSink;
import smtp.core.internal.event.SessionEvent;
import smtp.core.internal.net.Abandoned;
import smtp.core.internal.net.Dialer;
import smtp.core.internal.net.Link;
import smtp.core.internal.net.TcpDialer;
import smtp.core.internal.options.LoginOption;
import smtp.core.internal.options.Options;
import smtp.core.internal.options.Server;
import smtp.core.internal.options.SessionOption;
import smtp.core.internal.peer.Peer;
import smtp.core.internal.peer.ServerQuirks;

/**
 * Opens sessions: connects, reads the greeting, and if asked to sends EHLO, starts TLS and
 * authenticates. If a step fails, the connection is closed.
 *
 * @param <S> the kind of session
 */
public final class Opener<S extends Session> {

  private final Dialer dialer;
  private final Options options;
  private final TlsMode tlsMode;
  private final Server server;
  private final Function<Greeted, S> factory;
  private final ServerQuirks quirks = new ServerQuirks();

  /** Makes an opener for one server. */
  public Opener(Dialer dialer, Options options, Function<Greeted, S> factory) {
    this.dialer = dialer;
    this.options = options;
    this.tlsMode = options.get(SessionOption.TLS_MODE);
    this.server = new Server(dialer.toString(), options.get(SessionOption.DIALECT));
    this.factory = factory;
  }

  private Timing begin() {
    Timing timing =
        new Timing(
            options.get(SessionOption.CLOCK),
            options.get(SessionOption.TIMEOUTS),
            options.get(SessionOption.DEADLINE));
    timing.begin();
    return timing;
  }

  /** Connects and reads the greeting, over TLS with {@link TlsMode#IMPLICIT}. */
  public S open() throws SmtpException {
    Timing timing = begin();
    return idle(greeted(options, timing), timing);
  }

  /** Connects and makes the session ready to send. */
  public S connect() throws SmtpException {
    Timing timing = begin();
    return idle(ready(options, timing), timing);
  }

  /** Ends the operation that opened a session. */
  private S idle(S session, Timing timing) {
    timing.end();
    session.peer().connection().releaseBuffers();
    return session;
  }

  private S ready(Options how, Timing timing) throws SmtpException {
    S session = greeted(how, timing);
    try {
      makeReady(session);
      return session;
    } catch (SmtpException e) {
      closeAfter(e, session);
      if (!session.lostWhileBinding()) {
        name(e);
        throw e;
      }
    } catch (RuntimeException | Error e) {
      // Other people's code threw, perhaps in the midst of an exchange: QUIT would be taken for it.
      session.peer().connection().close(null);
      throw e;
    }
    // Some servers close the connection if they do not know the channel binding: try without.
    return ready(how.with(LoginOption.CHANNEL_BINDING, ChannelBinding.NONE), timing);
  }

  /** Closes a session after a failure, which what closing throws must not hide. */
  private static void closeAfter(SmtpException failure, Session session) {
    try {
      session.close();
    } catch (RuntimeException | Error e) {
      failure.addSuppressed(e);
    }
  }

  /** Sends one message over a session of its own, all within one deadline. */
  public SendResult send(Mail mail) throws SmtpException {
    Timing timing = begin();
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
   * Sends messages over as many sessions as it takes: when a connection is lost, a new one
   * continues with what was not sent.
   */
  public void sendAll(Iterator<? extends Mail> messages, SendListener listener)
      throws SmtpException {
    Resumption remaining = new Resumption(messages, listener, server);
    while (remaining.isUnfinished()) {
      try (S session = remaining.connect(this::connect)) {
        remaining.sendOver(session);
      }
    }
  }

  private void makeReady(S session) throws SmtpException {
    Peer peer = session.peer();
    peer.ensureHello();
    if (wantsStartTls(peer)) {
      peer.startTls();
      peer.ensureHello();
    }
    Credentials credentials = options.get(LoginOption.CREDENTIALS).orElse(null);
    if (credentials != null) {
      session.authenticateVerb(authenticator -> authenticator.authenticate(credentials));
      peer.helloAfterLogin();
    }
  }

  private boolean wantsStartTls(Peer peer) {
    return switch (tlsMode) {
      case STARTTLS -> true;
      case OPPORTUNISTIC -> peer.capabilities().has(Extension.STARTTLS);
      case IMPLICIT, NONE -> false;
    };
  }

  private S greeted(Options how, Timing timing) throws SmtpException {
    EventSink events = options.get(SessionOption.EVENTS).open();
    Waits waits = new Waits(options.get(SessionOption.CLOCK).watch(), timing, server);
    try {
      Connection connection = connected(waits, events);
      Reply greeting = greeting(connection);
      S session = factory.apply(new Greeted(new Peer(connection, how, quirks), greeting));
      Abandoned.watch(session, waits.watch());
      return session;
    } catch (SmtpException | RuntimeException | Error e) {
      waits.watch().release();
      name(e);
      throw e;
    }
  }

  /** Names the server in what was thrown, if it is a failure of the library. */
  private void name(Throwable thrown) {
    if (thrown instanceof SmtpException failure) {
      server.named(failure);
    }
  }

  private Connection connected(Waits waits, EventSink events) throws SmtpException {
    events.on(new SessionEvent.Connecting(dialer.toString()));
    long start = System.nanoTime();
    Link link = dial(waits, events);
    Connection connection = new Connection(link, waits, events);
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    connection.events().on(new SessionEvent.Connected(link.remote(), elapsed));
    return connection;
  }

  private Link dial(Waits waits, EventSink events) throws SmtpException {
    try {
      return dialer.dial(waits.watch(), waits.timing().until(Phase.CONNECT));
    } catch (IOException e) {
      SmtpException failure = server.named(unreachable(e, waits));
      events.on(new SessionEvent.Closed(failure));
      throw failure;
    }
  }

  private Reply greeting(Connection connection) throws SmtpException {
    try {
      if (tlsMode == TlsMode.IMPLICIT) {
        connection.secure(options.get(SessionOption.TLS).layer());
      }
      return acceptedGreeting(connection);
    } catch (SmtpException e) {
      throw connection.fail(e);
    }
  }

  private SmtpException unreachable(IOException cause, Waits waits) {
    SmtpException ended = Failure.byThisSide(Phase.CONNECT, waits);
    if (ended != null && !(ended instanceof SmtpTimeoutException)) {
      return ended;
    }
    return Failure.unreachable(cause, passedOver());
  }

  /** Returns what to say if a proxy is set that only the JDK's own sockets use. */
  private String passedOver() {
    boolean set = !System.getProperty("socksProxyHost", "").isEmpty();
    return set && dialer instanceof TcpDialer
        ? "; the system property socksProxyHost is not used: for a proxy, pass"
            + " SocketConnector.socks5 to connector"
        : "";
  }

  private Reply acceptedGreeting(Connection connection) throws SmtpException {
    Reply greeting;
    try {
      greeting = connection.greeting();
    } catch (SmtpServerDisconnectedException e) {
      throw e.reply().<SmtpException>map(this::refused).orElse(e);
    }
    if (greeting.code() == 220) {
      return greeting;
    }
    sendQuit(connection);
    throw connection.fail(refused(greeting));
  }

  /** Sends QUIT; the reply does not matter. */
  private static void sendQuit(Connection connection) {
    try {
      connection.send(TextCommand.QUIT);
      connection.reply();
    } catch (SmtpException e) {
      // The connection is closed anyway.
    }
  }

  private SmtpConnectException refused(Reply greeting) {
    return Failure.refusedBy(greeting, server);
  }
}
