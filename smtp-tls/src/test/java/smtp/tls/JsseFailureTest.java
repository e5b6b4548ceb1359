package smtp.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.net.SocketException;
import java.security.cert.CertificateException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smtp.api.Phase;

/** The provider explains the messages of the JDK's TLS. */
class JsseFailureTest {

  private final JsseTlsProvider provider = new JsseTlsProvider();

  private Optional<String> inHandshake(Throwable failure) {
    return provider.explain(failure, Phase.TLS, "mail.example.org");
  }

  @ParameterizedTest
  @CsvSource({
    "Unsupported or unrecognized SSL message, does not speak TLS",
    "(protocol_version) Received fatal alert: protocol_version, mail.example.org and this client",
    "No appropriate protocol (protocol is disabled or cipher suites are inappropriate), no version",
    "The server selected protocol version TLS10 is not enabled or supported, no version of TLS",
    "Received fatal alert: handshake_failure, no cipher suite in common",
    "Received fatal alert: bad_certificate, clientCertificate",
    "Remote host terminated the handshake, in the middle of the handshake",
  })
  void messagesOfAHandshakeAreExplained(String message, String words) {
    String explanation = inHandshake(new SSLHandshakeException(message)).orElseThrow();
    assertTrue(explanation.contains(words), explanation);
  }

  @Test
  void lostConnectionDuringTheHandshakeIsExplained() {
    for (var cause : new Exception[] {new SocketException("reset"), new EOFException()}) {
      String explanation = inHandshake(new SSLException("lost", cause)).orElseThrow();
      assertTrue(explanation.contains("in the middle of the handshake"), explanation);
    }
  }

  @Test
  void wrongNameIsExplainedWithoutTheCertificate() {
    var handshake = new SSLHandshakeException("no");
    handshake.initCause(new CertificateException("No name matching localhost found"));
    assertEquals(
        Optional.of("No name matching localhost found; connect by a name that the certificate has"),
        inHandshake(handshake));
  }

  @Test
  void unknownMessageIsNotExplained() {
    assertEquals(Optional.empty(), inHandshake(new SSLException("something else")));
    assertEquals(Optional.empty(), inHandshake(new SSLException((String) null)));
  }

  /** Over TLS 1.3, a server refuses the client's certificate after the handshake. */
  @ParameterizedTest
  @CsvSource({
    "(certificate_required) Received fatal alert: certificate_required, true",
    "Received fatal alert: bad_certificate, true",
    "(unknown_ca) Received fatal alert: unknown_ca, true",
    "(certificate_unknown) PKIX path building failed, false",
    "Received fatal alert: handshake_failure, false",
  })
  void afterTheHandshakeOnlyTheClientsCertificateIsExplained(String message, boolean explained) {
    Optional<String> explanation =
        provider.explain(new SSLException(message), Phase.COMMAND, "mail.example.org");
    assertEquals(explained, explanation.isPresent());
  }
}
