package smtp.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Extension;
import smtp.api.Recovery;
import smtp.api.SmtpConnectException;
import smtp.api.SmtpException;
import smtp.api.SmtpHelloException;
import smtp.api.SmtpInterruptedException;
import smtp.api.SmtpProtocolException;
import smtp.api.SmtpServerDisconnectedException;
import smtp.api.SmtpSession;
import smtp.api.SmtpTimeoutException;
import smtp.api.SmtpTlsException;
import smtp.api.TlsMode;
import smtp.api.internal.ExceptionResults;
import smtp.testkit.Delivery;
import smtp.testkit.ScriptedServer;
import smtp.testkit.TestCertificates;

/** Connecting: a session, or a message that says why there is none. */
@Timeout(60)
class ConnectTest {

  private static final String QUIT = "C: QUIT\nS: 221 bye\nEOF\n";

  private static <X extends SmtpException> X failure(
      Class<X> type, Delivery delivery, String script) throws Exception {
    try (var server = Play.server(delivery, script)) {
      X failure = assertThrows(type, () -> Play.client(server).connect());
      server.assertCompleted();
      String message = String.valueOf(failure.getMessage());
      assertTrue(message.chars().allMatch(c -> c >= ' ' && c < 0x7f), message);
      assertTrue(message.length() < 600, message);
      return failure;
    }
  }

  // --- greeting

  @ParameterizedTest
  @MethodSource("smtp.testkit.Delivery#all")
  @Tag("S47")
  void greetingMayHaveSeveralLines(Delivery delivery) throws Exception {
    String script = "S: 220-mail.example.org\nS: 220-no UCE\nS: 220 ESMTP\n" + Play.ehlo("DSN");
    try (var server = Play.server(delivery, script);
        SmtpSession session = Play.client(server).connect()) {
      assertEquals(List.of("mail.example.org", "no UCE", "ESMTP"), session.greeting().lines());
      assertTrue(session.capabilities().has(Extension.DSN));
      server.assertCompleted();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {554, 450, 250, 235, 221, 200, 354})
  @Tag("S07")
  @Tag("S34")
  @Tag("P15")
  void unexpectedGreetingIsFollowedByQuit(int code) throws Exception {
    var failure =
        failure(SmtpConnectException.class, Delivery.byByte(), "S: " + code + " 5.7.1 go\n" + QUIT);
    assertEquals(code, failure.reply().orElseThrow().code());
    assertEquals(code == 450 ? Recovery.RETRY_LATER : Recovery.FIX_FIRST, failure.recovery());
  }

  @ParameterizedTest
  @MethodSource("smtp.testkit.Delivery#all")
  void busyServerRefusesTheSession(Delivery delivery) throws Exception {
    var failure = failure(SmtpConnectException.class, delivery, "S: 421 4.3.2 too busy\nEOF\n");
    assertEquals(421, failure.reply().orElseThrow().code());
    assertEquals(Recovery.RETRY_LATER, failure.recovery());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "S: HTTP/1.1 400 Bad Request\n",
        "S: SSH-2.0-OpenSSH_9.9\n",
        "S- \\x15\\x03\\x01\\x00\\x02\\x02\\x46\n",
        "S: * OK IMAP4rev1 ready\n",
        "S: +OK POP3 ready\n",
        "S:\n",
        "S: \\x1b[2J\\x1b[31m\n",
        "S: 220-one\nS: 250 two\n",
      })
  void greetingOfSomethingElseIsAProtocolError(String greeting) throws Exception {
    failure(SmtpProtocolException.class, Delivery.byLine(), greeting + "EOF\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"CLOSE\n", "PAUSE 100ms\nRESET\n", "S- 220 half\nCLOSE\n", "S: 220-half\nCLOSE\n"})
  void messageSaysThatTheServerClosedTheConnection(String script) throws Exception {
    failure(SmtpServerDisconnectedException.class, Delivery.whole(), script);
  }

  @Test
  void textAfterTheGreetingIsNotTheReplyToEhlo() throws Exception {
    failure(
        SmtpProtocolException.class,
        Delivery.whole(),
        "S: 220 hi\nS: 250-me\nS: 250 AUTH PLAIN\nEOF\n");
  }

  // --- EHLO

  @ParameterizedTest
  @ValueSource(ints = {500, 501, 502, 504})
  @Tag("S49")
  @Tag("S56")
  @Tag("P01")
  void unknownEhloIsFollowedByHelo(int code) throws Exception {
    String script =
        "S: 220 old\nC: EHLO [127.0.0.1]\nS: " + code + " what\nC: HELO localhost\nS: 250 hi\n";
    try (var server = Play.server(Delivery.byByte(), script + "C: NOOP\nS: 250 ok\n");
        SmtpSession session = Play.client(server).connect()) {
      assertTrue(session.capabilities().extensions().isEmpty());
      session.noop();
      server.assertCompleted();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {450, 451, 503, 521, 550, 554})
  @Tag("S49")
  void otherRefusalOfEhloIsNotFollowedByHelo(int code) throws Exception {
    var failure =
        failure(
            SmtpHelloException.class,
            Delivery.whole(),
            "S: 220 hi\nC: EHLO *\nS: " + code + " no\n" + QUIT);
    assertEquals(code, failure.reply().code());
  }

  /** Such a server would take the next command for the text that it asked for. */
  @ParameterizedTest
  @ValueSource(strings = {"EHLO", "HELO"})
  void intermediateReplyToEhloIsAProtocolError(String verb) throws Exception {
    String unknown = verb.equals("HELO") ? "C: EHLO *\nS: 500 what\n" : "";
    failure(
        SmtpProtocolException.class,
        Delivery.whole(),
        "S: 220 hi\n" + unknown + "C: " + verb + " *\nS: 354 go ahead\nEOF\n");
  }

  @Test
  void reply421ToEhloEndsTheSession() throws Exception {
    failure(
        SmtpServerDisconnectedException.class,
        Delivery.whole(),
        "S: 220 hi\nC: EHLO *\nS: 421 no\nEOF\n");
  }

  @Test
  @Tag("S35")
  @Tag("P02")
  void refusedHeloEndsTheSession() throws Exception {
    var failure =
        failure(
            SmtpHelloException.class,
            Delivery.whole(),
            "S: 220 hi\nC: EHLO *\nS: 502 what\nC: HELO *\nS: 550 no\n" + QUIT);
    assertEquals(550, failure.reply().code());
  }

  /** Another 2yz reply accepts EHLO without extensions. */
  @Test
  @Tag("S51")
  @Tag("P03")
  void only250OffersExtensions() throws Exception {
    String script = "S: 220 hi\nC: EHLO *\nS: 251-me\nS: 251 DSN\nC: NOOP\nS: 250 ok\n";
    try (var server = Play.server(script);
        SmtpSession session = Play.client(server).connect()) {
      assertTrue(session.capabilities().extensions().isEmpty());
      session.noop();
      server.assertCompleted();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "client.example.org, client.example.org, client.example.org",
    "[192.0.2.1],        [192.0.2.1],        localhost",
    "[IPv6:2001:db8::1], [IPv6:2001:db8::1], localhost",
    "my_host,            my_host,            my_host",
    "bücher.example,     xn--bcher-kva.example, xn--bcher-kva.example",
  })
  @Tag("S05")
  void ehloNameCanBeSet(String name, String ehlo, String helo) throws Exception {
    String script = "S: 220 hi\nC: EHLO " + ehlo + "\nS: 500 what\nC: HELO " + helo + "\nS: 250\n";
    try (var server = Play.server(script);
        SmtpSession session = Play.builder(server).ehloName(name).build().connect()) {
      assertTrue(session.isOpen());
      server.assertCompleted();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        "a\r\nMAIL FROM:<x@y>",
        "a\u0000",
        "a\t",
        "a\u2028",
        "host:8080",
        "192.0.2.1:25",
        "192.0.2.1",
        "2001:db8::1",
        "[2001:db8::1]",
        "[IPv6:x]",
        "[192.0.2.1",
        "host.example.",
        "a..b",
        "http://host",
        "ann@host",
        "a/b",
        "(a)",
        "<a>"
      })
  @Tag("S05")
  @Tag("P82")
  void invalidEhloNameIsRefused(String name) {
    SmtpClient.Builder builder = SmtpClient.builder("localhost", 25);
    assertThrows(IllegalArgumentException.class, () -> builder.ehloName(name));
  }

  @ParameterizedTest
  @CsvSource({
    "host:8080,   without a port",
    "192.0.2.1,   [192.0.2.1]",
    "2001:db8::1, [IPv6:2001:db8:0:0:0:0:0:1]",
  })
  void messageSaysHowToWriteTheEhloName(String name, String hint) {
    SmtpClient.Builder builder = SmtpClient.builder("localhost", 25);
    var failure = assertThrows(IllegalArgumentException.class, () -> builder.ehloName(name));
    assertTrue(failure.getMessage().contains(hint), failure.getMessage());
  }

  // --- no server, or a server of another protocol

  @Test
  void messageExplainsAnUnknownHost() {
    SmtpClient client = SmtpClient.builder("no-such-host.invalid", 25).build();
    var failure = assertThrows(SmtpConnectException.class, client::connect);
    assertTrue(failure.getMessage().contains("no-such-host.invalid:25"), failure.getMessage());
    assertTrue(failure.getMessage().contains("no host of that name"), failure.getMessage());
    assertTrue(failure.reply().isEmpty());
  }

  @Test
  @Tag("P86")
  void messageExplainsARefusedConnection() {
    ScriptedServer server = Play.server();
    server.close();
    SmtpClient client = Play.client(server);
    var failure = assertThrows(SmtpConnectException.class, client::connect);
    assertTrue(failure.getMessage().contains("no server answers"), failure.getMessage());
    assertEquals(Recovery.RETRY_LATER, failure.recovery());
  }

  @Test
  @Tag("P73")
  void messageExplainsPlaintextOnATlsPort() throws Exception {
    try (var server = Play.server("S: 220 mail.example.org ESMTP\nSTALL\n")) {
      SmtpClient client =
          Play.builder(server)
              .tls(TlsMode.IMPLICIT)
              .sslContext(TestCertificates.trustingContext())
              .build();
      var failure = assertThrows(SmtpTlsException.class, client::connect);
      assertTrue(failure.getMessage().contains("TlsMode.STARTTLS"), failure.getMessage());
    }
  }

  @Test
  void messageExplainsTlsOnAPlaintextPort() throws Exception {
    try (var server = Play.server("TLS\n" + Play.hello())) {
      SmtpClient client = Play.builder(server).timeout(Duration.ofMillis(300)).build();
      var failure = assertThrows(SmtpTimeoutException.class, client::connect);
      assertTrue(failure.getMessage().contains("TlsMode.IMPLICIT"), failure.getMessage());
    }
  }

  @Test
  void failureOfAConnectorIsAFailedConnection() {
    IOException own = new ConnectException("the proxy says no");
    SmtpClient client =
        SmtpClient.builder("mail.example.org", 25)
            .connector((host, port, limit) -> {
              assertEquals("mail.example.org", host);
              assertEquals(25, port);
              assertFalse(limit.isNegative() || limit.isZero());
              throw own;
            })
            .build();
    var failure = assertThrows(SmtpConnectException.class, client::connect);
    assertEquals(own, failure.getCause());
    assertTrue(failure.getMessage().contains("the proxy says no"), failure.getMessage());
  }

  /** Each attempted address has its own reason. */
  @Test
  void failureHasEveryAttempt() {
    IOException own = new IOException();
    IOException first = new IOException("the first address");
    own.addSuppressed(first);
    SmtpClient client =
        SmtpClient.builder("mail.example.org", 25)
            .connector((host, port, limit) -> {
              throw own;
            })
            .build();
    var failure = assertThrows(SmtpConnectException.class, client::connect);
    assertEquals("Cannot connect: java.io.IOException", ExceptionResults.text(failure));
    assertEquals(List.of(first), List.of(failure.getSuppressed()));
  }

  @Test
  void interruptedConnectorIsAnInterrupt() {
    SmtpClient client =
        SmtpClient.builder("mail.example.org", 25)
            .connector((host, port, limit) -> {
              Thread.currentThread().interrupt();
              throw new IOException("interrupted");
            })
            .build();
    assertThrows(SmtpInterruptedException.class, client::connect);
    assertTrue(Thread.interrupted());
  }

  @Test
  void socketOfAConnectorIsClosedWithTheSession() throws Exception {
    Socket[] sockets = new Socket[1];
    String script = "S: 220 hi\nC: EHLO localhost\nS: 250 hi\n" + QUIT;
    try (var server = Play.server(script)) {
      Play.builder(server)
          .tls(TlsMode.NONE)
          .connector((host, port, limit) -> sockets[0] = new Socket(host, port))
          .build()
          .connect()
          .close();
      assertTrue(sockets[0].isClosed());
      server.assertCompleted();
    }
  }

  /** A tunnel that starts on loopback may end anywhere. */
  @Test
  void loopbackThroughAConnectorIsNotTreatedAsLoopback() throws Exception {
    try (var server = Play.server("S: 220 hi\nC: EHLO *\nS: 250 hi\n" + QUIT)) {
      SmtpClient client =
          Play.builder(server).connector((host, port, limit) -> new Socket(host, port)).build();
      assertThrows(SmtpException.class, client::connect);
      server.assertCompleted();
    }
  }
}
