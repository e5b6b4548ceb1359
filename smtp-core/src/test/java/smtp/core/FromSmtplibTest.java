package smtp.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Content;
import smtp.api.Credentials;
import smtp.api.Envelope;
import smtp.api.Extension;
import smtp.api.Mail;
import smtp.api.Parameter;
import smtp.api.SmtpException;
import smtp.api.SmtpHelloException;
import smtp.api.SmtpNotSupportedException;
import smtp.api.SmtpProtocolException;
import smtp.api.SmtpServerDisconnectedException;
import smtp.api.SmtpSession;
import smtp.api.TlsMode;

/**
 * What a user of Python's smtplib relies on, or finds otherwise here; the tags are the rows of
 * {@code docs/from-smtplib.md}. Most rows have their tests where the subject is tested.
 */
class FromSmtplibTest {

  // --- clients and connections

  @Test
  @Tag("S03")
  @Tag("S17")
  @Tag("S44")
  @Tag("S45")
  @Tag("P85")
  void clientIsBuiltWithoutConnecting() {
    SmtpClient.builder("no-such-host.invalid", 25).build();
    assertThrows(IllegalArgumentException.class, () -> SmtpClient.builder("", 25));
    assertThrows(IllegalArgumentException.class, () -> SmtpClient.builder("localhost", 0));
    assertThrows(IllegalArgumentException.class, () -> SmtpClient.builder("localhost:25", 2525));
  }

  @Test
  @Tag("S02")
  @Tag("S46")
  @Tag("P47")
  @Tag("P48")
  void everySessionHasItsOwnConnectionAndState() throws Exception {
    String mail = "C: MAIL FROM:<a@example.org>\nS: 250 ok\nC: QUIT\nS: 221 bye\nEOF\n";
    try (var server =
        Play.server(
            Play.hello("SMTPUTF8", "DSN") + "C: NOOP\nS: 421 bye\nEOF\n", Play.hello() + mail)) {
      SmtpClient client = Play.client(server);
      SmtpSession first = client.connect();
      assertThrows(SmtpServerDisconnectedException.class, first::noop);
      try (SmtpSession second = client.open()) {
        second.mail("a@example.org");
        assertEquals(Set.of(), second.capabilities().extensions());
      }
      assertFalse(first.isOpen());
      server.assertCompleted();
    }
  }

  @Test
  @Tag("S10")
  void sourceAddressIsThatOfTheConnectorsSocket() throws Exception {
    InetAddress source = InetAddress.getByName("127.0.0.2");
    String[] seen = new String[1];
    try (var server = Play.server("S: 220 hi\nC: EHLO localhost\nS: 250 hi\nC: NOOP\nS: 250\n");
        SmtpSession session =
            Play.builder(server)
                .tls(TlsMode.NONE)
                .connector((host, port, limit) -> {
                  Socket socket = new Socket();
                  socket.bind(new InetSocketAddress(source, 0));
                  socket.connect(new InetSocketAddress(host, port));
                  seen[0] = socket.getLocalAddress().getHostAddress();
                  return socket;
                })
                .build()
                .connect()) {
      session.noop();
      assertEquals("127.0.0.2", seen[0]);
      server.assertCompleted();
    }
  }

  @Test
  @Tag("S12")
  @Tag("S13")
  void tryWithResourcesSendsQuit() throws Exception {
    try (var server =
        Play.server(Play.hello() + "C: NOOP\nS: 250 Ok\nC: QUIT\nS: 221 bye\nEOF\n")) {
      try (SmtpSession session = Play.client(server).connect()) {
        assertEquals("250 Ok", session.noop().toString());
      }
      server.assertCompleted();
    }
  }

  @Test
  @Tag("P67")
  void closingHidesNoExceptionOfTheTryBlock() throws Exception {
    try (var server = Play.server(Play.hello() + "C: QUIT\nS: 421 no\nEOF\n")) {
      var failure =
          assertThrows(
              IllegalStateException.class,
              () -> {
                try (SmtpSession session = Play.client(server).connect()) {
                  throw new IllegalStateException("of the body " + session.isOpen());
                }
              });
      assertEquals("of the body true", failure.getMessage());
      assertEquals(0, failure.getSuppressed().length);
      server.assertCompleted();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"CLOSE", "RESET"})
  @Tag("S29")
  @Tag("S43")
  @Tag("P11")
  @Tag("P84")
  void connectionLostInsteadOfAReplyClosesTheSession(String end) throws Exception {
    try (var server = Play.server(Play.hello() + "C: NOOP\n" + end + "\n");
        SmtpSession session = Play.client(server).connect()) {
      assertThrows(SmtpServerDisconnectedException.class, session::noop);
      assertFalse(session.isOpen());
      assertThrows(SmtpServerDisconnectedException.class, session::noop);
      server.assertCompleted();
    }
  }

  // --- EHLO

  @Test
  @Tag("S54")
  @Tag("P04")
  void emptyReplyToEhloIsNoReply() throws Exception {
    try (var server = Play.server("S: 220 hi\nC: EHLO *\nS:\nEOF\n");
        SmtpSession session = Play.client(server).open()) {
      assertThrows(SmtpProtocolException.class, session::ehlo);
      assertFalse(session.isOpen());
      server.assertCompleted();
    }
  }

  /** Methods that need EHLO send it; if it is refused, the session stays open. */
  @ParameterizedTest
  @ValueSource(strings = {"mail", "send", "verify", "authenticate", "startTls"})
  @Tag("S55")
  @Tag("S56")
  @Tag("S57")
  @Tag("S63")
  @Tag("S88")
  @Tag("S103")
  @Tag("S112")
  @Tag("P02")
  void refusedEhloIsReportedByTheMethodThatNeededIt(String verb) throws Exception {
    String refusal = "C: EHLO *\nS: 502 what\nC: HELO *\nS: 503 no\n";
    try (var server = Play.server("S: 220 hi\n" + refusal + "C: NOOP\nS: 250 ok\n");
        SmtpSession session = Play.client(server).open()) {
      var failure = assertThrows(SmtpHelloException.class, () -> say(session, verb));
      assertEquals(503, failure.reply().code());
      session.noop();
      server.assertCompleted();
    }
  }

  private static void say(SmtpSession session, String verb) throws SmtpException {
    switch (verb) {
      case "mail" -> session.mail("a@example.org");
      case "send" -> session.send(Play.mail("b@example.net"));
      case "verify" -> session.verify("ann");
      case "authenticate" -> session.authenticate(Credentials.external(""));
      case "startTls" -> session.startTls();
      default -> throw new IllegalArgumentException(verb);
    }
  }

  @Test
  @Tag("S51")
  @Tag("P19")
  void refusedSecondEhloChangesNothing() throws Exception {
    String again = "C: EHLO *\nS: 503 5.5.1 you said so\nC: MAIL FROM:<> RET=FULL\nS: 250 ok\n";
    try (var server = Play.server(Play.hello("DSN") + again);
        SmtpSession session = Play.client(server).connect()) {
      assertEquals(503, session.ehlo().code());
      assertEquals(Set.of(Extension.DSN), session.capabilities().extensions());
      assertTrue(session.mail("", Parameter.retFull()).isPositive());
      server.assertCompleted();
    }
  }

  /** smtplib silently drops the options there. */
  @Test
  @Tag("S106")
  @Tag("P36")
  void parameterIsRefusedAfterHeloAndNotDropped() throws Exception {
    String helo = "S: 220 hi\nC: EHLO *\nS: 502 what\nC: HELO *\nS: 250 old\n";
    Envelope envelope =
        Envelope.builder().sender("a@example.org").recipient("b@example.net").build();
    Envelope asking =
        Envelope.builder()
            .sender("a@example.org")
            .recipient("b@example.net", Parameter.notifyNever())
            .build();
    try (var server = Play.server(helo + Play.transaction("250 ok"));
        SmtpSession session = Play.client(server).connect()) {
      Content content = Content.of(Play.TEXT);
      assertThrows(SmtpNotSupportedException.class, () -> session.send(Mail.of(asking, content)));
      assertThrows(
          SmtpNotSupportedException.class,
          () -> session.send(Mail.of(envelope, Content.of("\u00e4\n"))));
      assertTrue(session.send(Mail.of(envelope, content)).isComplete());
      server.assertCompleted();
    }
  }

  // --- transactions

  @ParameterizedTest
  @ValueSource(ints = {251, 252, 299})
  @Tag("P30")
  void anyPositiveReplyToMailIsASuccess(int code) throws Exception {
    String mail = "C: MAIL FROM:<a@example.org>\nS: %d well\n".formatted(code);
    try (var server = Play.server(Play.hello() + mail + "C: RCPT TO:<b@example.net>\nS: 250 ok\n");
        SmtpSession session = Play.client(server).connect()) {
      assertTrue(session.mail("a@example.org").isPositive());
      assertTrue(session.rcpt("b@example.net").isPositive());
      server.assertCompleted();
    }
  }

  /** smtplib sends the second message in UTF-8 without declaring it. */
  @Test
  @Tag("P46")
  void smtpUtf8IsDeclaredForEachMessage() throws Exception {
    String script =
        Play.hello("SMTPUTF8")
            + """
            C: MAIL FROM:<ä@example.org> SMTPUTF8
            S: 250 ok
            C: RSET
            S: 250 ok
            C: MAIL FROM:<a@example.org>
            S: 250 ok
            C: RSET
            S: 250 ok
            C: MAIL FROM:<ä@example.org> SMTPUTF8
            S: 250 ok
            """;
    try (var server = Play.server(script);
        SmtpSession session = Play.client(server).connect()) {
      session.mail("\u00e4@example.org");
      session.rset();
      session.mail("a@example.org");
      assertThrows(SmtpNotSupportedException.class, () -> session.rcpt("\u00fc@example.net"));
      session.rset();
      session.mail("\u00e4@example.org");
      server.assertCompleted();
    }
  }

  /**
   * RFC 6531, section 3.1: a server with SMTPUTF8 has to offer 8BITMIME; one that does not, lies.
   */
  @Test
  @Tag("S125")
  @Tag("P81")
  void smtpUtf8WithoutEightBitMimeCarriesNoEightBitContent() throws Exception {
    Mail mail = Play.mail(Content.of("Subject: \u00e4\n\nHello\n"));
    try (var server = Play.server(Play.hello("SMTPUTF8") + "C: NOOP\nS: 250 ok\n");
        SmtpSession session = Play.client(server).connect()) {
      var failure = assertThrows(SmtpNotSupportedException.class, () -> session.send(mail));
      assertEquals(Extension.EIGHTBITMIME, failure.extension());
      session.noop();
      server.assertCompleted();
    }
  }

  // --- AUTH

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  @Tag("S68")
  @Tag("S74")
  @Tag("P52")
  void initialResponseMayFollowAChallenge() throws Exception {
    String script =
        Play.hello("AUTH PLAIN") + "C: AUTH PLAIN\nS: 334 \nC: AHUAcA==\nS: 235 welcome\n";
    try (var server = Play.server(script);
        SmtpSession session =
            Play.builder(server)
                .allowUnencryptedCredentials()
                .withoutInitialResponse()
                .build()
                .connect()) {
      session.authenticate("PLAIN", FakeMechanism.of("PLAIN").initial("\0u\0p"));
      server.assertCompleted();
    }
  }

  @Test
  @Tag("P56")
  void connectionLostDuringAuthIsNoRefusal() throws Exception {
    String script = Play.hello("AUTH X-FAKE") + "C: AUTH X-FAKE " + base64("x") + "\nCLOSE\n";
    try (var server = Play.server(script);
        SmtpSession session =
            Play.builder(server).allowUnencryptedCredentials().build().connect()) {
      assertThrows(
          SmtpServerDisconnectedException.class,
          () -> session.authenticate("X-FAKE", FakeMechanism.of("X-FAKE").initial("x")));
      assertFalse(session.isOpen());
      server.assertCompleted();
    }
  }

  /** smtplib gives up after five challenges, even if the sixth reply is 235. */
  @Test
  @Tag("S76")
  @Tag("P63")
  void mechanismMayHaveManySteps() throws Exception {
    var script = new StringBuilder(Play.hello("AUTH X-FAKE")).append("C: AUTH X-FAKE\n");
    FakeMechanism mechanism = FakeMechanism.of("X-FAKE");
    for (int i = 1; i <= 8; i++) {
      script.append("S: 334 \nC: ").append(base64("answer " + i)).append('\n');
    }
    try (var server = Play.server(script.append("S: 235 welcome\n").toString());
        SmtpSession session =
            Play.builder(server).allowUnencryptedCredentials().build().connect()) {
      session.authenticate("X-FAKE", mechanism);
      server.assertCompleted();
    }
  }
}
