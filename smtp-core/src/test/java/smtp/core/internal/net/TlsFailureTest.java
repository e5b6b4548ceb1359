package smtp.core.internal.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import smtp.testkit.TestCertificates;
import smtp.testkit.TestCertificates.Identity;

/** A failed handshake is explained with the certificate that it failed for. */
class TlsFailureTest {

  /** As after a trust manager whose exception names the certificates that it refuses. */
  private static String explained(Identity server, Exception reason) throws Exception {
    var path = CertificateFactory.getInstance("X.509").generateCertPath(server.chain());
    var about = new CertPathValidatorException(reason.getMessage(), reason, path, 0);
    var handshake = new SSLHandshakeException("(certificate_unknown) no");
    handshake.initCause(new CertificateException(reason.getMessage(), about));
    return explained(handshake);
  }

  private static String explained(Throwable failure) {
    return TlsFailure.explain(failure, "localhost", e -> Optional.empty());
  }

  private static void assertHas(String explanation, String... parts) {
    for (String part : parts) {
      assertTrue(explanation.contains(part), explanation);
    }
  }

  @Test
  void wrongNameIsExplainedWithTheNamesOfTheCertificate() throws Exception {
    assertEquals(
        "the server's certificate (CN=other.example.net, issued by CN=Test Authority) is for"
            + " other.example.net, not for localhost; connect by a name that the certificate has",
        explained(
            TestCertificates.wrongName(),
            new CertificateException("No name matching localhost found")));
  }

  @Test
  void commonNameIsNoName() throws Exception {
    assertHas(
        explained(TestCertificates.commonNameOnly(), new CertificateException("No name matching")),
        "names no server in its subjectAltName");
  }

  @Test
  void datesAreInTheExplanation() throws Exception {
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
  void unknownIssuerIsNamed() throws Exception {
    assertHas(
        explained(TestCertificates.trusted(), new CertPathBuilderException("unable to find")),
        "issued by CN=Test Authority",
        "trust(Path)");
    assertHas(
        explained(TestCertificates.selfSigned(), new CertPathBuilderException("unable to find")),
        "issued by itself");
  }

  @Test
  void reasonOfATrustManagerIsQuoted() throws Exception {
    assertHas(
        explained(TestCertificates.trusted(), new CertificateException("no pinned key is its")),
        "is not accepted: no pinned key is its");
  }

  @Test
  void clientsOwnCheckOfTheNameIsExplained() throws Exception {
    var certificate = TestCertificates.wrongName().certificate();
    var refusal =
        assertThrows(
            ServerIdentity.Mismatch.class, () -> ServerIdentity.check("localhost", certificate));
    var handshake = new SSLPeerUnverifiedException(refusal.getMessage());
    handshake.initCause(refusal);
    assertEquals(
        "the certificate is for other.example.net, not for localhost;"
            + " connect by a name that the certificate has",
        explained(handshake));
  }

  @Test
  void refusalWithoutACertificateIsQuoted() {
    var handshake = new SSLHandshakeException("no");
    handshake.initCause(new CertificateException("the certificate is revoked"));
    assertEquals(
        "the server's certificate is not accepted: the certificate is revoked",
        explained(handshake));
  }

  @Test
  void providerExplainsWhatIsNotAboutTheCertificate() throws Exception {
    var expired = new SSLHandshakeException("no");
    expired.initCause(new CertificateExpiredException("NotAfter"));
    assertHas(TlsFailure.explain(expired, "localhost", e -> Optional.of("other")), "has expired");
    assertEquals(
        "other", TlsFailure.explain(new SSLException("?"), "localhost", e -> Optional.of("other")));
  }

  @Test
  void unknownFailureIsQuoted() {
    assertEquals("the handshake failed: bad", explained(new SSLException("bad")));
    assertHas(explained(new SSLException((String) null)), "no reason");
  }

  @Test
  void brokenTlsIsNotALostConnection() {
    assertTrue(TlsFailure.isOne(new SSLException("bad", new AEADBadTagException())));
    assertTrue(TlsFailure.isOne(new SSLException("Received fatal alert: internal_error")));
    assertFalse(TlsFailure.isOne(new SSLException("reset", new SocketException("reset"))));
    assertFalse(TlsFailure.isOne(new SSLException("ended", new EOFException())));
    assertFalse(TlsFailure.isOne(new IOException("Broken pipe")));
  }
}
