package smtp.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Socket;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Credentials;
import smtp.api.Extension;
import smtp.api.SmtpException;
import smtp.api.SmtpHelloException;
import smtp.api.SmtpNotSupportedException;
import smtp.api.SmtpProtocolException;
import smtp.api.SmtpReplyException;
import smtp.api.SmtpServerDisconnectedException;
import smtp.api.SmtpSession;
import smtp.api.SmtpTlsException;
import smtp.api.TlsMode;
import smtp.api.TlsOptions;
import smtp.api.internal.ExceptionResults;
import smtp.testkit.Delivery;
import smtp.testkit.Dialogue;
import smtp.testkit.ScriptedServer;
import smtp.testkit.TestCertificates;

/** STARTTLS, and what must not be sent or trusted before and after it. */
class StartTlsTest {

  private static final String ASKED = Play.hello("STARTTLS") + "C: STARTTLS\n";
  private static final String UPGRADED = ASKED + "S: 220 go\nTLS\n";

  private static SmtpClient.Builder builder(ScriptedServer server) {
    return Play.builder(server)
        .tls(TlsMode.STARTTLS)
        .sslContext(TestCertificates.trustingContext());
  }

  /** Fails to connect to a server that plays a script to its end. */
  private static <X extends SmtpException> X failure(
      Class<X> type, Delivery delivery, String script) throws Exception {
    try (var server = Play.server(delivery, script)) {
      X failure =
          assertThrows(
              type, () -> builder(server).credentials(Credentials.external("")).build().connect());
      assertEquals(type, failure.getClass());
      server.assertCompleted();
      return failure;
    }
  }

  @ParameterizedTest
  @MethodSource("smtp.testkit.Delivery#all")
  @Tag("S83")
  @Tag("S84")
  void capabilitiesOfferedInPlaintextAreForgotten(Delivery delivery) throws Exception {
    String script =
        Play.hello("STARTTLS", "SIZE 1", "AUTH PLAIN", "PIPELINING")
            + "C: STARTTLS\nS: 220 go\nTLS\n"
            + Play.ehlo("SIZE 1000")
            + Play.transaction("250 ok").replace("<a@example.org>", "<a@example.org> SIZE=22");
    try (var server = Play.server(delivery, script);
        SmtpSession session = builder(server).build().connect()) {
      assertTrue(session.isSecure());
      assertFalse(session.capabilities().has(Extension.AUTH));
      assertEquals("Accepted 250", Play.send(session, Play.mail("b@example.net")).recipients());
      server.assertCompleted();
    }
  }

  @Test
  @Tag("S83")
  @Tag("S84")
  @Tag("P72")
  void noCapabilitiesAreKnownBetweenTheHandshakeAndEhlo() throws Exception {
    try (var server = Play.server(UPGRADED + "C: NOOP\nS: 250 ok\n" + Play.ehlo("DSN"));
        SmtpSession session = builder(server).build().open()) {
      assertEquals(220, session.startTls().code());
      assertTrue(session.capabilities().extensions().isEmpty());
      session.noop();
      assertThrows(IllegalStateException.class, session::startTls);
      session.ehlo();
      assertTrue(session.capabilities().has(Extension.DSN));
      server.assertCompleted();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "XXXXXXXA", "START-TLS", "AUTH PLAIN"})
  @Tag("S89")
  @Tag("P68")
  void serverWithoutStartTlsReceivesNothingButQuit(String offer) throws Exception {
    String hello = offer.isEmpty() ? Play.hello() : Play.hello(offer);
    var failure =
        failure(
            SmtpNotSupportedException.class,
            Delivery.byLine(),
            hello + "C: QUIT\nS: 221 bye\nEOF\n");
    assertEquals(Extension.STARTTLS, failure.extension());
  }

  @Test
  void messageIsNotSentToAServerWithoutStartTls() throws Exception {
    try (var server = Play.server(Play.hello() + "C: QUIT\nS: 221 bye\nEOF\n")) {
      var failure =
          assertThrows(
              SmtpNotSupportedException.class,
              () -> builder(server).build().send(Play.mail("b@example.net")));
      assertEquals("NotSent", Play.recipients(failure.result().orElseThrow()));
      server.assertCompleted();
    }
  }

  @Test
  void heloDoesNotBypassStartTls() throws Exception {
    failure(
        SmtpHelloException.class,
        Delivery.whole(),
        "S: 220 old\nC: EHLO *\nS: 502 what\nC: QUIT\nS: 221 bye\nEOF\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {454, 501, 502, 554})
  @Tag("S91")
  @Tag("P68")
  void refusedStartTlsIsFollowedByNothingButQuit(int code) throws Exception {
    var failure =
        failure(
            SmtpReplyException.class,
            Delivery.byByte(),
            ASKED + "S: " + code + " no\nC: QUIT\nS: 221 bye\nEOF\n");
    assertEquals(code, failure.reply().code());
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 235, 250, 334, 354})
  void otherReplyToStartTlsClosesTheSession(int code) throws Exception {
    failure(SmtpProtocolException.class, Delivery.whole(), ASKED + "S: " + code + " ok\nEOF\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "S: 220 go\nS: 250-evil\nS: 250 AUTH PLAIN\n",
        "S: 220 go\nS- 25\n",
        "S: 220 go\nS- \\n\n",
        "S: 220 go\nS- \\x16\\x03\\x03\n",
        "S: 220 go\nS: 235 you are authenticated\n",
      })
  @Tag("S87")
  @Tag("P69")
  void textAfterTheReplyToStartTlsIsRefused(String answer) throws Exception {
    var failure = failure(SmtpProtocolException.class, Delivery.whole(), ASKED + answer + "EOF\n");
    assertTrue(failure.getMessage().contains("STARTTLS"), failure.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"250-evil\nS: 250 AUTH PLAIN", "220 go", "hello"})
  void laterPlaintextEndsTheHandshake(String text) throws Exception {
    String script = ASKED + "S: 220 go\nPAUSE 30ms\nS: " + text + "\nSTALL\n";
    try (var server = Play.server(script)) {
      var failure = assertThrows(SmtpException.class, () -> builder(server).build().connect());
      assertTrue(
          failure instanceof SmtpTlsException || failure instanceof SmtpProtocolException,
          failure::toString);
      server.assertCompleted();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLS-GARBAGE", "TLS-ALERT 40", "TLS-ALERT 70", "CLOSE", "RESET"})
  @Tag("S86")
  @Tag("P71")
  void failedHandshakeFailsTheConnect(String act) throws Exception {
    var failure =
        failure(SmtpTlsException.class, Delivery.whole(), ASKED + "S: 220 go\n" + act + "\n");
    assertTrue(
        ExceptionResults.text(failure).startsWith("No TLS: "), ExceptionResults.text(failure));
  }

  /** An application that opened the session itself must not go on in plaintext. */
  @ParameterizedTest
  @ValueSource(strings = {"TLS-GARBAGE", "TLS-ALERT 40", "TLS-ALERT 70", "CLOSE", "RESET"})
  @Tag("S86")
  @Tag("P71")
  void failedHandshakeClosesTheConnection(String act) throws Exception {
    try (var server = Play.server(ASKED + "S: 220 go\n" + act + "\n")) {
      Socket socket = new Socket(server.host(), server.port());
      SmtpSession session = builder(server).connector((host, port, limit) -> socket).build().open();
      assertThrows(SmtpTlsException.class, session::startTls);
      assertFalse(session.isOpen());
      assertTrue(socket.isClosed());
      assertThrows(SmtpServerDisconnectedException.class, session::noop);
      server.assertCompleted();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "TLS-GARBAGE,  does not speak TLS",
    "TLS-ALERT 40, no cipher suite in common",
    "TLS-ALERT 70, no version of TLS in common",
    "CLOSE,        in the middle of the handshake",
  })
  void messageExplainsAFailedHandshake(String act, String expected) throws Exception {
    var failure =
        failure(SmtpTlsException.class, Delivery.whole(), ASKED + "S: 220 go\n" + act + "\n");
    assertTrue(failure.getMessage().contains(expected), failure.getMessage());
  }

  // --- the connection over TLS

  @Test
  void truncatedReplyOverTlsIsNoReply() throws Exception {
    String script =
        UPGRADED
            + Play.ehlo()
            + Play.transaction("x").replace("S: x\n", "S- 250 2.0.0 o\nCLOSE-WITHOUT-NOTIFY\n");
    try (var server = Play.server(script);
        SmtpSession session = builder(server).build().connect()) {
      assertEquals("Unknown", Play.send(session, Play.mail("b@example.net")).recipients());
      assertFalse(session.isOpen());
      server.assertCompleted();
    }
  }

  @Test
  void completeReplyCountsHoweverTlsEnds() throws Exception {
    String script =
        UPGRADED + Play.ehlo() + Play.transaction("250 ok") + "PAUSE 30ms\nCLOSE-WITHOUT-NOTIFY\n";
    try (var server = Play.server(script);
        SmtpSession session = builder(server).build().connect()) {
      assertEquals("Accepted 250", Play.send(session, Play.mail("b@example.net")).recipients());
      server.assertCompleted();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLS-GARBAGE", "TLS-ALERT", "CLOSE", "CLOSE-WITHOUT-NOTIFY", "RESET"})
  void tlsEndingAfterTheDotIsUnknown(String act) throws Exception {
    String script = UPGRADED + Play.ehlo() + Play.transaction("x").replace("S: x\n", act + "\n");
    try (var server = Play.server(script);
        SmtpSession session = builder(server).build().connect()) {
      assertEquals("Unknown", Play.send(session, Play.mail("b@example.net")).recipients());
      assertFalse(session.isOpen());
      server.assertCompleted();
    }
  }

  /** Bytes that TLS has not decrypted yet count too. */
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void unsolicitedReplyOverTlsIsDetected(String version) throws Exception {
    String script =
        UPGRADED
            + Play.ehlo()
            + "C: NOOP\nS: 250 ok\nPAUSE 30ms\nS: 250 and again\nMARK said\nEOF\n";
    try (var server = ScriptedServer.builder(Dialogue.of(script)).protocols(version).start();
        SmtpSession session = builder(server).build().connect()) {
      session.noop();
      server.awaitMark("said");
      assertThrows(SmtpProtocolException.class, session::noop);
      assertFalse(session.isOpen());
      server.assertCompleted();
    }
  }

  @Test
  void reply421OverTlsWhileIdleIsReported() throws Exception {
    String script = UPGRADED + Play.ehlo() + "S: 421 idle\nMARK said\nCLOSE\n";
    try (var server = Play.server(script);
        SmtpSession session = builder(server).build().connect()) {
      server.awaitMark("said");
      var failure = assertThrows(SmtpServerDisconnectedException.class, session::noop);
      assertEquals(421, failure.reply().orElseThrow().code());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void quitClosesTls(String version) throws Exception {
    String script = UPGRADED + Play.ehlo() + "C: QUIT\nS: 221 bye\nEOF\n";
    try (var server = ScriptedServer.builder(Dialogue.of(script)).protocols(version).start()) {
      SmtpSession session = builder(server).build().connect();
      assertEquals(221, session.quit().code());
      assertFalse(session.isOpen());
      server.assertCompleted();
    }
  }

  @Test
  void messageDoesNotBlameTlsForMissingAuth() throws Exception {
    try (var server = Play.server(UPGRADED + Play.ehlo());
        SmtpSession session = builder(server).build().connect()) {
      var failure =
          assertThrows(
              SmtpNotSupportedException.class,
              () -> session.authenticate(Credentials.external("")));
      assertEquals(
          "The server does not offer AUTH: check the port (clients log in on 587 or 465), or leave out"
              + " the credentials",
          ExceptionResults.text(failure));
      server.assertCompleted();
    }
  }

  // --- the client's own options

  @Test
  void startTlsIsRefusedOverTls() throws Exception {
    try (var server = Play.server(UPGRADED + Play.ehlo("STARTTLS") + "C: NOOP\nS: 250 ok\n");
        SmtpSession session = builder(server).build().connect()) {
      var failure = assertThrows(IllegalStateException.class, session::startTls);
      assertEquals("The connection already uses TLS", failure.getMessage());
      session.noop();
      server.assertCompleted();
    }
  }

  @Test
  void unsupportedTlsOptionsCloseTheSession() throws Exception {
    try (var server = Play.server(ASKED + "S: 220 go\nEOF\n")) {
      TlsOptions options = TlsOptions.builder().protocols("TLSv9").build();
      SmtpSession session = builder(server).tlsOptions(options).build().open();
      var failure = assertThrows(SmtpTlsException.class, session::startTls);
      assertTrue(failure.getMessage().contains("TLSv9"), failure.getMessage());
      assertFalse(session.isOpen());
      server.assertCompleted();
    }
  }

  @Test
  @Tag("S90")
  void missingTlsProviderSendsNothingAndTheMessageNamesTheModule() throws Exception {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    // This class loader does not find the providers on the class path.
    Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
    try (var server = Play.server(Play.hello("STARTTLS") + "C: QUIT\nS: 221 bye\nEOF\n")) {
      SmtpClient client = Play.builder(server).tls(TlsMode.STARTTLS).build();
      var failure = assertThrows(SmtpTlsException.class, client::connect);
      assertTrue(failure.getMessage().contains("smtp.tls"), failure.getMessage());
      server.assertCompleted();
    } finally {
      Thread.currentThread().setContextClassLoader(loader);
    }
  }

  @Test
  void opportunisticUsesTlsIfItIsOffered() throws Exception {
    try (var server = Play.server(Play.hello(), UPGRADED + Play.ehlo())) {
      SmtpClient client = builder(server).tls(TlsMode.OPPORTUNISTIC).build();
      try (SmtpSession session = client.connect()) {
        assertFalse(session.isSecure());
      }
      try (SmtpSession session = client.connect()) {
        assertTrue(session.isSecure());
      }
    }
  }

  @Test
  void opportunisticSendsNoCredentialsInPlaintext() throws Exception {
    FakeMechanism mechanism = FakeMechanism.of("PLAIN").initial("s3cret");
    try (var server = Play.server(Play.hello("AUTH PLAIN") + "C: QUIT\nS: 221 bye\nEOF\n")) {
      assertThrows(
          SmtpException.class,
          () ->
              builder(server)
                  .tls(TlsMode.OPPORTUNISTIC)
                  .mechanism(mechanism)
                  .credentials(Credentials.external(""))
                  .build()
                  .connect());
      server.assertCompleted();
    }
  }

  private static final class FailingTrust implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {
      throw new NoClassDefFoundError("missing");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  /** Otherwise MAIL would be sent unencrypted after the server's 220. */
  @Test
  void errorInATrustManagerClosesTheSession() throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new FailingTrust()}, null);
    try (var server = Play.server(Play.hello("STARTTLS") + "C: STARTTLS\nS: 220 go\nTLS\n");
        SmtpSession session =
            Play.builder(server).sslContext(context).tls(TlsMode.NONE).build().open()) {
      assertThrows(NoClassDefFoundError.class, session::startTls);
      assertFalse(session.isOpen());
    }
  }
}
