package smtp.jakarta;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.util.MailConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.testkit.Dialogue;
import smtp.testkit.ScriptedServer;
import smtp.testkit.TestCertificates;
import smtp.testkit.TestCertificates.Identity;

/** What a program relies on beyond what it knows of Angus Mail. */
class SmtpTransportTest {

  private static final Address[] BOB = {Case.address("bob@example.net")};
  private static final Address[] TWO = {
    Case.address("bob@example.net"), Case.address("carol@example.net")
  };

  private static Session session(int port, String... properties) {
    Properties all = new Properties();
    for (String protocol : List.of("smtp", "smtps", "lmtp")) {
      all.put("mail." + protocol + ".host", "localhost");
      all.put("mail." + protocol + ".port", String.valueOf(port));
      for (int i = 0; i < properties.length; i += 2) {
        all.put("mail." + protocol + "." + properties[i], properties[i + 1]);
      }
    }
    return Session.getInstance(all);
  }

  private static Transport connected(Session session, String protocol) throws Exception {
    Transport transport = session.getTransport(protocol);
    transport.connect();
    return transport;
  }

  @Test
  void goesBeforeAngusMailWithoutAnyConfiguration() throws Exception {
    Session session = Session.getInstance(new Properties());
    assertInstanceOf(SmtpTransport.class, session.getTransport("smtp"));
    assertInstanceOf(SmtpsTransport.class, session.getTransport("smtps"));
    assertInstanceOf(LmtpTransport.class, session.getTransport("lmtp"));
    assertInstanceOf(SmtpTransport.class, session.getTransport(BOB[0]));
  }

  @Test
  void unknownRecipientsAreInNoneOfTheThreeArrays() throws Exception {
    try (RuleServer server =
        RuleServer.start(List.of("8BITMIME"), Map.of("END", RuleServer.CLOSE))) {
      Session session = session(server.port());
      Transport transport = connected(session, "smtp");
      OutcomeUnknownException failure =
          assertThrows(
              OutcomeUnknownException.class,
              () -> transport.sendMessage(Samples.plain(session), TWO));
      assertArrayEquals(TWO, failure.getUnknownAddresses());
      assertEquals(0, failure.getValidSentAddresses().length);
      assertEquals(0, failure.getValidUnsentAddresses().length);
      assertEquals(0, failure.getInvalidAddresses().length);
      transport.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "dsn.notify, SUCCESS FAILURE",
    "dsn.ret, =",
    "submitter, not a mailbox",
    "mailextension, X-ONE==",
    "mailextension, X_ONE"
  })
  void parameterThatCannotBeSentFailsBeforeAnythingIsSent(String property, String value)
      throws Exception {
    try (RuleServer server = RuleServer.start(List.of("DSN", "AUTH PLAIN"), Map.of())) {
      Session session = session(server.port(), property, value);
      Transport transport = connected(session, "smtp");
      assertThrows(
          MessagingException.class, () -> transport.sendMessage(Samples.plain(session), BOB));
      assertTrue(server.envelope().isEmpty());
      assertTrue(transport.isConnected());
      transport.close();
    }
  }

  @Test
  void recipientWithoutAnAddressIsInvalid() throws Exception {
    try (RuleServer server = RuleServer.start(List.of("8BITMIME"), Map.of())) {
      Session session = session(server.port());
      Transport transport = connected(session, "smtp");
      Address[] recipients = {BOB[0], Case.address("")};
      SendFailedException failure =
          assertThrows(
              SendFailedException.class,
              () -> transport.sendMessage(Samples.plain(session), recipients));
      assertArrayEquals(new Address[] {recipients[1]}, failure.getInvalidAddresses());
      assertTrue(server.envelope().isEmpty());
      transport.close();
    }
  }

  @Test
  void staticSendPipelinesAndKeepsLeadingDotsInChunks() throws Exception {
    try (RuleServer server = RuleServer.start(List.of("PIPELINING", "CHUNKING"), Map.of())) {
      Transport.send(Samples.plain(session(server.port())), BOB);
      assertTrue(server.commands().stream().anyMatch(line -> line.startsWith("BDAT ")));
      assertTrue(server.contents().getFirst().contains("\n.\n..dots\nend\n"));
    }
  }

  @Test
  void serverThatIsNotThereIsNamed() throws Exception {
    int nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = socket.getLocalPort();
    }
    MailConnectException failure =
        assertThrows(MailConnectException.class, () -> connected(session(nobody), "smtp"));
    assertEquals("localhost", failure.getHost());
    assertEquals(nobody, failure.getPort());
  }

  @Test
  void lmtpAnswersForEachRecipientAfterTheContent() throws Exception {
    String script =
        """
        S: 220 mail.example.org LMTP
        C: LHLO *
        S: 250 mail.example.org
        C: MAIL *
        S: 250 ok
        C: RCPT *
        S: 250 ok
        C: RCPT *
        S: 250 ok
        C: DATA
        S: 354 go
        DATA *
        S: 250 saved
        S: 550 5.2.1 mailbox disabled
        C: QUIT
        S: 221 bye
        """;
    try (var server = ScriptedServer.builder(Dialogue.of(script)).start()) {
      Session session = session(server.port());
      Transport transport = connected(session, "lmtp");
      SendFailedException failure =
          assertThrows(
              SendFailedException.class, () -> transport.sendMessage(Samples.plain(session), TWO));
      assertArrayEquals(new Address[] {TWO[0]}, failure.getValidSentAddresses());
      assertArrayEquals(new Address[] {TWO[1]}, failure.getInvalidAddresses());
      transport.close();
      server.assertCompleted();
    }
  }

  // --- TLS

  private static final String STARTTLS =
      """
      S: 220 mail.example.org
      C: EHLO *
      S: 250-mail.example.org
      S: 250 STARTTLS
      C: STARTTLS
      S: 220 go
      """;
  private static final String SECURED =
      "TLS\nC: EHLO *\nS: 250 mail.example.org\nC: QUIT\nS: 221 bye\n";

  private static ScriptedServer tls(Identity identity, String script) {
    return ScriptedServer.builder(Dialogue.of(script)).certificate(identity).start();
  }

  @Test
  void socketFactoryOfTheProgramMakesTheTlsConnection() throws Exception {
    SSLSocketFactory factory = TestCertificates.trustingContext().getSocketFactory();
    try (var server = tls(TestCertificates.trusted(), STARTTLS + SECURED)) {
      Session session = session(server.port(), "starttls.required", "true");
      session.getProperties().put("mail.smtp.ssl.socketFactory", factory);
      connected(session, "smtp").close();
      server.assertCompleted();
    }
  }

  @Test
  void certificateThatNobodyVouchesForIsRefusedUnlessSslTrustSaysOtherwise() throws Exception {
    try (var server = tls(TestCertificates.trusted(), STARTTLS + "TLS-REFUSED\n")) {
      Session session = session(server.port(), "starttls.enable", "true");
      assertThrows(MessagingException.class, () -> connected(session, "smtp"));
    }
    try (var server = tls(TestCertificates.trusted(), STARTTLS + SECURED)) {
      Session session = session(server.port(), "starttls.enable", "true", "ssl.trust", "*");
      connected(session, "smtp").close();
      server.assertCompleted();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "localhost"})
  void nameIsCheckedWhateverThePropertiesSay(String trust) throws Exception {
    try (var server = tls(TestCertificates.wrongName(), STARTTLS + "TLS-REFUSED\n")) {
      Session session =
          session(
              server.port(),
              "starttls.enable",
              "true",
              "ssl.trust",
              trust,
              "ssl.checkserveridentity",
              "false");
      MessagingException failure =
          assertThrows(MessagingException.class, () -> connected(session, "smtp"));
      assertTrue(
          failure.getMessage().contains("mail.smtp.ssl.checkserveridentity"), failure.getMessage());
    }
  }

  @Test
  void starttlsThatIsRequiredAndNotOfferedSendsNothing() throws Exception {
    try (RuleServer server = RuleServer.start(List.of("AUTH PLAIN"), Map.of())) {
      Session session = session(server.port(), "starttls.required", "true");
      assertThrows(
          MessagingException.class, () -> session.getTransport("smtp").connect("ann", "secret"));
      assertTrue(server.commands().stream().noneMatch(line -> line.startsWith("AUTH")));
    }
  }

  // --- logins

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void debugOutputHasTheDialogueAndNoSecret(boolean auth) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (RuleServer server = RuleServer.start(List.of("AUTH PLAIN LOGIN"), Map.of())) {
      Session session = session(server.port());
      session.getProperties().put("mail.debug.auth", String.valueOf(auth));
      session.setDebug(true);
      session.setDebugOut(new PrintStream(bytes, true));
      Transport transport = session.getTransport("smtp");
      transport.connect("ann", "secret");
      transport.sendMessage(Samples.plain(session), BOB);
      transport.close();
    }
    String text = bytes.toString(UTF_8);
    for (String line :
        List.of("DEBUG SMTP: connected to", "250-mail.example.org", "MAIL FROM:<", "354 go on")) {
      assertTrue(text.contains(line), text);
    }
    assertEquals(auth, text.contains("AUTH PLAIN ***"), text);
    // user and password, as PLAIN sends them
    assertFalse(text.contains("AGFubgBzZWNyZXQ="), text);
  }

  @Test
  void passwordThatIsMissingIsAskedFor() throws Exception {
    try (RuleServer server = RuleServer.start(List.of("AUTH PLAIN"), Map.of())) {
      Session session = session(server.port(), "auth", "true");
      assertThrows(AuthenticationFailedException.class, () -> connected(session, "smtp"));
      assertTrue(server.commands().isEmpty());
    }
  }

  // --- threads

  @Test
  void threadsThatShareATransportTakeTurns() throws Exception {
    try (RuleServer server = RuleServer.start(List.of("8BITMIME"), Map.of());
        var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Session session = session(server.port());
      Transport transport = connected(session, "smtp");
      List<Future<Object>> sent =
          executor.invokeAll(
              java.util.Collections.nCopies(
                  20,
                  () -> {
                    transport.sendMessage(Samples.plain(session), BOB);
                    return null;
                  }));
      for (Future<Object> each : sent) {
        each.get();
      }
      transport.close();
      assertEquals(20, server.contents().size());
    }
  }

  @Test
  void closeEndsASendThatHangs() throws Exception {
    String script =
        "S: 220 mail.example.org\nC: EHLO *\nS: 250 mail.example.org\nC: MAIL *\nMARK sent\nEOF\n";
    try (var server = ScriptedServer.builder(Dialogue.of(script)).start();
        var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Session session = session(server.port());
      Transport transport = connected(session, "smtp");
      Future<Exception> sending =
          executor.submit(() ->
              assertThrows(
                  MessagingException.class,
                  () -> transport.sendMessage(Samples.plain(session), BOB)));
      server.awaitMark("sent");
      transport.close();
      assertInstanceOf(SendFailedException.class, sending.get());
      assertFalse(transport.isConnected());
    }
  }

  @Test
  void transportConnectsAgainAfterItWasClosed() throws Exception {
    try (RuleServer server = RuleServer.start(List.of("8BITMIME"), Map.of())) {
      Session session = session(server.port());
      Transport transport = connected(session, "smtp");
      transport.close();
      assertFalse(transport.isConnected());
      assertThrows(
          IllegalStateException.class, () -> transport.sendMessage(Samples.plain(session), BOB));
      transport.connect();
      transport.sendMessage(Samples.plain(session), BOB);
      transport.close();
      assertEquals(1, server.contents().size());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "250 ok, true, true",
    "500 what, true, false",
    "500 what, false, true",
    "421 bye, false, false",
    "close, false, false"
  })
  void isConnectedAsksTheServer(String reply, boolean strict, boolean connected) throws Exception {
    try (RuleServer server = RuleServer.start(List.of("8BITMIME"), Map.of("NOOP", reply))) {
      Session session = session(server.port(), "noop.strict", String.valueOf(strict));
      Transport transport = connected(session, "smtp");
      assertEquals(connected, transport.isConnected());
      transport.close();
    }
  }
}
