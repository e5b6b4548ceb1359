package smtp.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Socket;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Recovery;
import smtp.api.SmtpSession;
import smtp.api.SmtpTlsException;
import smtp.api.TlsMode;
import smtp.testkit.Dialogue;
import smtp.testkit.ScriptedServer;
import smtp.testkit.TestCertificates;
import smtp.testkit.TestCertificates.Identity;

/** Which certificates are accepted, with STARTTLS and with implicit TLS. */
class CertificateTest {

  private static final String STARTTLS = Play.hello("STARTTLS") + "C: STARTTLS\nS: 220 go\n";

  private static ScriptedServer server(Identity identity, String script) {
    return ScriptedServer.builder(Dialogue.of(script)).certificate(identity).start();
  }

  private static SmtpClient.Builder builder(ScriptedServer server, TlsMode mode) {
    return Play.builder(server).tls(mode).sslContext(TestCertificates.trustingContext());
  }

  static Stream<Arguments> faulty() {
    return Stream.of(TlsMode.STARTTLS, TlsMode.IMPLICIT)
        .flatMap(mode ->
            Stream.of(
                Arguments.of(mode, TestCertificates.expired(), "has expired"),
                Arguments.of(mode, TestCertificates.wrongName(), "localhost"),
                Arguments.of(mode, TestCertificates.commonNameOnly(), "subjectAltName"),
                Arguments.of(mode, TestCertificates.selfSigned(), "trust(Path)")));
  }

  @ParameterizedTest
  @MethodSource("faulty")
  @Tag("S20")
  @Tag("S86")
  @Tag("P70")
  @Tag("P71")
  void messageSaysWhatIsWrongWithARefusedCertificate(
      TlsMode mode, Identity identity, String expected) throws Exception {
    String script = (mode == TlsMode.STARTTLS ? STARTTLS : "") + "TLS-REFUSED\n";
    try (var server = server(identity, script)) {
      var failure =
          assertThrows(
              SmtpTlsException.class, () -> builder(server, mode).build().open().startTls());
      assertTrue(failure.getMessage().contains(expected), failure.getMessage());
      assertEquals(Recovery.FIX_FIRST, failure.recovery());
      server.assertCompleted();
    }
  }

  @Test
  @Tag("S15")
  void implicitTlsBeginsWithTheFirstByte() throws Exception {
    try (var server =
            server(
                TestCertificates.trusted(), "TLS\n" + Play.hello() + Play.transaction("250 ok"));
        SmtpSession session = builder(server, TlsMode.IMPLICIT).build().connect()) {
      assertTrue(session.isSecure());
      assertThrows(IllegalStateException.class, session::startTls);
      assertEquals("Accepted 250", Play.send(session, Play.mail("b@example.net")).recipients());
      server.assertCompleted();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mail.example.org",
        "MAIL.example.org",
        "mail.example.org.",
        "mail_server",
        "MAIL_SERVER",
        "127.0.0.1",
        "::1"
      })
  void expectedNameCanBeSet(String name) throws Exception {
    try (var server = server(TestCertificates.trusted(), "TLS\n" + Play.hello());
        SmtpSession session =
            builder(server, TlsMode.IMPLICIT).serverName(name).build().connect()) {
      assertTrue(session.isSecure());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"other.example.org", "other_server", "example.org", "127.0.0.2", "bücher.example"})
  @Tag("S22")
  @Tag("S92")
  void nameThatIsNotInTheCertificateIsRefused(String name) throws Exception {
    try (var server = server(TestCertificates.trusted(), "TLS-REFUSED\n")) {
      SmtpClient client = builder(server, TlsMode.IMPLICIT).serverName(name).build();
      assertThrows(SmtpTlsException.class, client::connect);
      server.assertCompleted();
    }
  }

  @Test
  @Tag("S22")
  @Tag("S92")
  void expectedNameIsSentAsServerNameIndication() throws Exception {
    try (var server = server(TestCertificates.trusted(), "TLS\n" + Play.hello());
        SmtpSession session =
            builder(server, TlsMode.IMPLICIT).serverName("mail.example.org").build().connect()) {
      session.isOpen();
      server.assertCompleted();
      var tls = (javax.net.ssl.ExtendedSSLSession) server.received().tls().orElseThrow();
      assertTrue(
          tls.getRequestedServerNames().toString().contains("mail.example.org"),
          tls.getRequestedServerNames()::toString);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"STARTTLS", "IMPLICIT"})
  void socketFactoryIsUsedInPlaceOfAContextAndTheNameIsCheckedAllTheSame(TlsMode mode)
      throws Exception {
    var factory = TestCertificates.trustingContext().getSocketFactory();
    String hello =
        mode == TlsMode.STARTTLS ? STARTTLS + "TLS\n" + Play.ehlo() : "TLS\n" + Play.hello();
    try (var server = server(TestCertificates.trusted(), hello);
        SmtpSession session =
            Play.builder(server).tls(mode).sslSocketFactory(factory).build().connect()) {
      assertTrue(session.isSecure());
    }
    String refused = (mode == TlsMode.STARTTLS ? STARTTLS : "") + "TLS-REFUSED\n";
    try (var server = server(TestCertificates.wrongName(), refused)) {
      SmtpClient client = Play.builder(server).tls(mode).sslSocketFactory(factory).build();
      var failure = assertThrows(SmtpTlsException.class, client::connect);
      assertTrue(failure.getMessage().contains("localhost"), failure.getMessage());
    }
  }

  /** The server sees the address of the proxy, also over TLS. */
  @Test
  void messageHidesTheAddressThatAConnectorChose() throws Exception {
    String script =
        """
        S: 220 mail.example.org
        C: EHLO localhost
        S: 250-mail.example.org
        S: 250 STARTTLS
        C: STARTTLS
        S: 220 go
        TLS
        C: EHLO localhost
        S: 250 mail.example.org
        """;
    try (var server = server(TestCertificates.trusted(), script);
        SmtpSession session =
            builder(server, TlsMode.STARTTLS)
                .connector((host, port, limit) -> new Socket(host, port))
                .build()
                .connect()) {
      assertTrue(session.isSecure());
      server.assertCompleted();
    }
  }
}
