package smtp.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.net.SocketException;
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
    "Received fatal alert: handshake_failure, no cipher suite in common",
    "(handshake_failure) Received fatal alert: unrecognized_name, serverName",
    "Received fatal alert: bad_certificate, clientCertificate",
    "Received fatal alert: internal_error, the server sent the alert internal_error",
  })
  void answersOfTheServerAreExplained(String message, String words) {
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
  void unknownMessageIsNotExplained() {
    String similar = "(protocol_version) The server chose handshake_failure";
    assertEquals(Optional.empty(), inHandshake(new SSLException(similar)));
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
