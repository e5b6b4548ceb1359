package smtp.core.internal.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import javax.crypto.AEADBadTagException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smtp.testkit.TestCertificates;
import smtp.testkit.TestCertificates.Identity;

/** A failed handshake is explained with the certificate that it failed for. */
class TlsFailureTest {

  /** As a trust manager has it that says which certificates it refuses. */
  private static String explained(Identity server, Exception reason) throws Exception {
    var path = CertificateFactory.getInstance("X.509").generateCertPath(server.chain());
    var about = new CertPathValidatorException(reason.getMessage(), reason, path, 0);
    var handshake = new SSLHandshakeException("(certificate_unknown) no");
    handshake.initCause(new CertificateException(reason.getMessage(), about));
    return TlsFailure.ofHandshake(handshake, "localhost");
  }

  private static void assertHas(String explanation, String... words) {
    for (String word : words) {
      assertTrue(explanation.contains(word), explanation);
    }
  }

  @Test
  void aNameIsToldWithThoseOfTheCertificate() throws Exception {
    assertEquals(
        "the server's certificate (CN=other.example.net, issued by CN=Test Authority) is for"
            + " other.example.net, not for localhost; connect by a name that the certificate has",
        explained(
            TestCertificates.wrongName(),
            new CertificateException("No name matching localhost found")));
  }

  @Test
  void aCommonNameIsNoName() throws Exception {
    assertHas(
        explained(TestCertificates.commonNameOnly(), new CertificateException("No name matching")),
        "names no server in its subjectAltName");
  }

  @Test
  void datesAreTold() throws Exception {
    X509Certificate expired = TestCertificates.expired().certificate();
    String until = expired.getNotAfter().toInstant().toString();
    assertHas(
        explained(TestCertificates.expired(), new CertificateExpiredException("NotAfter")),
        "CN=mail.example.org",
        "has expired",
        "to " + until,
        "renew");
    assertHas(
        explained(TestCertificates.expired(), new CertificateNotYetValidException("NotBefore")),
        "is not valid yet",
        "clocks");
  }

  @Test
  void anUnknownIssuerIsNamed() throws Exception {
    assertHas(
        explained(TestCertificates.trusted(), new CertPathBuilderException("unable to find")),
        "issued by CN=Test Authority",
        "trust(Path)");
    assertHas(
        explained(TestCertificates.selfSigned(), new CertPathBuilderException("unable to find")),
        "issued by itself");
  }

  @Test
  void whatATrustManagerSaysIsPassedOn() throws Exception {
    assertHas(
        explained(TestCertificates.trusted(), new CertificateException("no pinned key is its")),
        "is not accepted: no pinned key is its");
  }

  @Test
  void withoutACertificateThereAreStillWords() {
    var handshake = new SSLHandshakeException("no");
    handshake.initCause(new CertificateException("No name matching localhost found"));
    assertEquals(
        "No name matching localhost found; connect by a name that the certificate has",
        TlsFailure.ofHandshake(handshake, "localhost"));
    assertHas(TlsFailure.ofHandshake(null, "localhost"), "no reason");
  }

  @Test
  void whatACertificateSaysOfItselfIsHarmless() {
    assertEquals("a?b", CertificateWords.printable("a\u001bb"));
    assertEquals("x".repeat(100) + "...", CertificateWords.printable("x".repeat(5_000)));
  }

  @Test
  void tlsThatBreaksIsNotAConnectionThatEnds() {
    assertTrue(TlsFailure.isOne(new SSLException("bad", new AEADBadTagException())));
    assertTrue(TlsFailure.isOne(new SSLException("Received fatal alert: internal_error")));
    assertFalse(TlsFailure.isOne(new SSLException("reset", new SocketException("reset"))));
    assertFalse(TlsFailure.isOne(new SSLException("ended", new EOFException())));
    assertFalse(TlsFailure.isOne(new IOException("Broken pipe")));
  }

  @ParameterizedTest
  @CsvSource({
    "(certificate_required) Received fatal alert: certificate_required, true",
    "Received fatal alert: bad_certificate, true",
    "(unknown_ca) Received fatal alert: unknown_ca, true",
    "(certificate_unknown) PKIX path building failed, false",
    "Received fatal alert: handshake_failure, false",
  })
  void whoseCertificateIsMeantIsTold(String message, boolean client) {
    assertEquals(client, TlsFailure.isAboutTheClient(new SSLException(message)));
  }
}
