package smtp.it;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.SmtpException;
import smtp.api.SmtpSession;
import smtp.api.SmtpTlsException;
import smtp.api.TlsMode;
import smtp.core.SmtpClient;

/** Postfix with certificates and TLS versions that a client must reject or accept. */
class TlsFaultsIT {

  @SuppressWarnings("NullAway.Init") // by the first method
  private static RealServers servers;

  @BeforeAll
  static void find() throws Exception {
    servers = RealServers.running();
  }

  private static SmtpClient.Builder client(String listener) {
    return servers.smtp(listener).tls(TlsMode.IMPLICIT);
  }

  @ParameterizedTest
  @CsvSource({
    "expired, expired",
    "wronghost, 'is for other.example.test, not for localhost'",
    "selfsigned, authority",
    "cnonly, subjectAltName",
    "tls11, version of TLS",
  })
  void faultEndsTheConnectionAndIsReportedClearly(String fault, String word) {
    SmtpClient client = client("postfix.tls." + fault).build();
    SmtpTlsException failure = assertThrows(SmtpTlsException.class, client::connect);
    assertTrue(String.valueOf(failure.getMessage()).contains(word), failure::getMessage);
  }

  @Test
  void untrustedAuthorityIsRejected() {
    SmtpClient.Builder client =
        SmtpClient.builder("localhost", servers.port("postfix.submissions"));
    assertThrows(SmtpTlsException.class, client.tls(TlsMode.IMPLICIT).build()::connect);
  }

  @ParameterizedTest
  @ValueSource(strings = {"postfix.tls.tls12", "postfix.submissions", "dovecot.submissions"})
  void trustedServerIsUsedOverTls(String listener) throws Exception {
    try (SmtpSession session = client(listener).build().connect()) {
      assertTrue(session.isSecure());
    }
  }

  @Test
  void startTlsIsAsSecureAsImplicitTls() throws Exception {
    try (SmtpSession session = servers.smtp("postfix.relay").build().open()) {
      session.ehlo();
      session.startTls();
      session.ehlo();
      assertTrue(session.isSecure());
      assertTrue(session.mail("alice@example.test").isPositive());
    }
  }

  @Test
  @Tag("S20")
  @Tag("S21")
  @Tag("S85")
  void clientCertificateIsPresentedIfTheServerRequiresIt() throws Exception {
    SmtpClient without = client("postfix.tls.clientcert").build();
    assertThrows(SmtpException.class, without::connect);
    SmtpClient.Builder with =
        client("postfix.tls.clientcert").tlsOptions(LoginIT.withClientCertificate(servers));
    try (SmtpSession session = with.build().connect()) {
      assertTrue(session.isSecure());
    }
  }

  @Test
  void tlsToAnUnencryptedPortIsReportedClearly() {
    SmtpClient client = client("postfix.relay").build();
    SmtpTlsException failure = assertThrows(SmtpTlsException.class, client::connect);
    assertTrue(
        String.valueOf(failure.getMessage()).contains("does not speak TLS"), failure::getMessage);
  }
}
