package smtp.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Reply;
import smtp.api.SessionListener;
import smtp.api.SmtpException;
import smtp.api.SmtpSession;
import smtp.api.TlsMode;
import smtp.testkit.Delivery;
import smtp.testkit.TestCertificates;

/** Events that listeners receive, and sessions whose listener fails. */
class ListenerTest {

  private final EventLog log = new EventLog();

  @ParameterizedTest
  @MethodSource("smtp.testkit.Delivery#all")
  void listenerReceivesEveryEventInOrder(Delivery delivery) throws Exception {
    String script = Play.hello() + Play.transaction("250 ok") + "C: QUIT\nS: 221 bye\n";
    try (var server = Play.server(delivery, script)) {
      try (SmtpSession session = Play.builder(server).listener(log).build().connect()) {
        session.send(Play.mail("b@example.net"));
      }
      server.assertCompleted();
    }
    assertEquals(
        List.of(
            "connected",
            "S: 220 mail.example.org ESMTP",
            "C: EHLO [127.0.0.1]",
            "S: 250 mail.example.org",
            "C: MAIL FROM:<a@example.org>",
            "S: 250 ok",
            "C: RCPT TO:<b@example.net>",
            "S: 250 ok",
            "C: DATA",
            "S: 354 go",
            "content 22",
            "S: 250 ok",
            "C: QUIT",
            "S: 221 bye",
            "closed "),
        log.events());
  }

  @Test
  void listenerReceivesElapsedTimes() throws Exception {
    List<Duration> times = new ArrayList<>();
    SessionListener listener =
        new SessionListener() {
          @Override
          public void onConnected(SocketAddress server, Duration elapsed) {
            times.add(elapsed);
          }

          @Override
          public void onReply(Reply reply, Duration elapsed) {
            times.add(elapsed);
          }
        };
    try (var server = Play.server(Play.hello() + "C: NOOP\nPAUSE 20ms\nS: 250 ok\n")) {
      long begun = System.nanoTime();
      try (SmtpSession session = Play.builder(server).listener(listener).build().connect()) {
        session.noop();
      }
      Duration all = Duration.ofNanos(System.nanoTime() - begun);
      assertTrue(
          times.stream().noneMatch(one -> one.isNegative() || one.compareTo(all) > 0),
          times::toString);
      assertTrue(times.get(3).toMillis() >= 20, times::toString);
    }
  }

  @Test
  void listenerReceivesTheReasonOfTheClose() throws Exception {
    try (var server = Play.server(Play.hello() + "C: NOOP\nCLOSE\n");
        SmtpSession session = Play.builder(server).listener(log).build().connect()) {
      assertThrows(SmtpException.class, session::noop);
      assertEquals(1, log.events("closed").size());
      assertTrue(
          log.events("closed").getFirst().contains("SmtpServerDisconnectedException"),
          log.events()::toString);
    }
    assertEquals(1, log.events("closed").size());
  }

  /** Fails at each event of a kind. */
  private static final class Failing implements SessionListener {
    private final String at;

    Failing(String at) {
      this.at = at;
    }

    private void event(String kind) {
      if (kind.equals(at)) {
        throw new IllegalArgumentException("listener");
      }
    }

    @Override
    public void onConnecting(String server) {
      event("connecting");
    }

    @Override
    public void onContent(long bytes, OptionalLong total) {
      event("content");
    }

    @Override
    public void onConnected(SocketAddress server, Duration elapsed) {
      event("connected");
    }

    @Override
    public void onCommand(String line) {
      event("command");
    }

    @Override
    public void onReply(Reply reply, Duration elapsed) {
      event("reply");
    }

    @Override
    public void onTls(String protocol, String cipherSuite, Duration elapsed) {
      event("secured");
    }

    @Override
    public void onClosed(@Nullable SmtpException cause) {
      event("closed");
    }
  }

  /** Each event of a session with TLS and a message, one after the other. */
  @ParameterizedTest
  @ValueSource(strings = {"connecting", "connected", "command", "reply", "secured", "content"})
  void failureOfAListenerChangesNeitherTheSessionNorAnOutcome(String at) throws Exception {
    String script =
        Play.hello("STARTTLS")
            + "C: STARTTLS\nS: 220 go\nTLS\n"
            + Play.hello().substring(Play.hello().indexOf('\n') + 1)
            + Play.transaction("250 ok")
            + "C: QUIT\nS: 221 bye\n";
    try (var server = Play.server(script)) {
      SmtpClient client =
          Play.builder(server)
              .tls(TlsMode.STARTTLS)
              .sslContext(TestCertificates.trustingContext())
              .listener(new Failing(at))
              .listener(log)
              .build();
      try (SmtpSession session = client.connect()) {
        assertEquals("Accepted 250", Play.send(session, Play.mail("b@example.net")).recipients());
        assertTrue(session.isOpen());
      }
      server.assertCompleted();
      assertEquals(1, log.events("closed").size());
    }
  }

  @Test
  void failureOfAListenerWhileClosingHidesNothing() throws Exception {
    SessionListener failing =
        new SessionListener() {
          @Override
          public void onClosed(@Nullable SmtpException cause) {
            throw new IllegalStateException("listener");
          }
        };
    try (var server =
        Play.server(
            Play.hello() + Play.transaction("x").replace("S: x\n", "CLOSE\n"), Play.hello())) {
      SmtpClient client = Play.builder(server).listener(failing).build();
      SmtpSession session = client.connect();
      assertEquals("Unknown", Play.send(session, Play.mail("b@example.net")).recipients());
      session.close();
      client.connect().close();
    }
  }

  @Test
  void sessionClosedByItsOwnListenerIsClosed() throws Exception {
    SmtpSession[] own = new SmtpSession[1];
    SessionListener closing =
        new SessionListener() {
          @Override
          public void onReply(Reply reply, Duration elapsed) {
            if (own[0] != null) {
              own[0].close();
            }
          }
        };
    try (var server = Play.server(Play.hello() + "C: NOOP\nS: 250 ok\nEOF\n")) {
      own[0] = Play.builder(server).listener(closing).listener(log).build().connect();
      own[0].noop();
      assertFalse(own[0].isOpen());
      assertEquals(1, log.events("closed").size());
      server.assertCompleted();
    }
  }

  @Test
  void failedConnectionIsReportedAsConnectingAndClosed() {
    List<String> events = new ArrayList<>();
    SessionListener listener =
        new SessionListener() {
          @Override
          public void onConnecting(String server) {
            events.add("connecting to " + server);
          }

          @Override
          public void onClosed(@Nullable SmtpException cause) {
            events.add("closed by " + cause);
          }
        };
    SmtpClient client =
        SmtpClient.builder("no-such-host.invalid", 25).listener(() -> listener).build();
    var failure = assertThrows(SmtpException.class, client::connect);
    assertEquals(List.of("connecting to no-such-host.invalid:25", "closed by " + failure), events);
  }

  @Test
  void eachSessionHasItsOwnListener() throws Exception {
    List<EventLog> logs = new ArrayList<>();
    try (var server = Play.server(Play.hello(), Play.hello() + "C: NOOP\nS: 250 ok\n")) {
      SmtpClient client =
          Play.builder(server)
              .listener(() -> {
                logs.add(new EventLog());
                return logs.getLast();
              })
              .build();
      try (SmtpSession first = client.connect();
          SmtpSession second = client.connect()) {
        assertTrue(first.isOpen());
        second.noop();
      }
    }
    assertEquals(2, logs.size());
    assertFalse(logs.getFirst().events().contains("C: NOOP"));
    assertTrue(logs.get(1).events().contains("C: NOOP"));
  }
}
