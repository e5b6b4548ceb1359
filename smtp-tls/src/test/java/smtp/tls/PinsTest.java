package smtp.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smtp.api.TlsOptions;
import smtp.testkit.TestCertificates;
import smtp.testkit.TestCertificates.Identity;

/** A server has to be trusted and to have a pinned key, its own or an issuer's. */
class PinsTest {

  private static final X509Certificate SERVER = TestCertificates.trusted().certificate();
  private static final X509Certificate AUTHORITY = TestCertificates.authority();
  private static final X509Certificate STRANGER = TestCertificates.selfSigned().certificate();

  @TempDir Path folder;

  /**
   * Does what {@code openssl x509 -pubkey | openssl pkey -pubin -outform der | openssl dgst
   * -sha256} does.
   */
  private static String pin(X509Certificate certificate) throws Exception {
    byte[] info = certificate.getPublicKey().getEncoded();
    return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(info));
  }

  private void shake(Identity server, String... pins) throws Exception {
    Path pem = TestCertificates.writeAuthorityPem(folder.resolve("authority.pem"));
    var options = TlsOptions.builder().trust(pem).pins(pins).build();
    try (var handshake = new Handshake(server)) {
      handshake.with(new JsseTlsProvider().context(options));
    }
  }

  @Test
  void keyOfTheServerMayBePinned() throws Exception {
    shake(TestCertificates.trusted(), pin(SERVER));
  }

  @Test
  void keyOfTheIssuerMayBePinned() throws Exception {
    shake(TestCertificates.trusted(), "pin-sha256=\"" + pin(AUTHORITY) + "\"");
  }

  @Test
  void onePinIsEnough() throws Exception {
    shake(TestCertificates.trusted(), pin(STRANGER), pin(SERVER));
  }

  @Test
  void refusalOfATrustedServerSaysItsPin() throws Exception {
    var failure =
        assertThrows(SSLException.class, () -> shake(TestCertificates.trusted(), pin(STRANGER)));
    assertTrue(failure.getMessage().contains(pin(SERVER)), failure.getMessage());
  }

  @Test
  void pinDoesNotMakeAServerTrusted() throws Exception {
    assertThrows(SSLException.class, () -> shake(TestCertificates.selfSigned(), pin(STRANGER)));
    assertThrows(
        SSLException.class,
        () -> shake(TestCertificates.expired(), pin(TestCertificates.expired().certificate())));
  }

  /** A certificate that a server sends beside its chain proves nothing: anyone can send it. */
  @Test
  void pinnedCertificateThatIssuedNothingDoesNotCount() throws Exception {
    var pins = new Pins(Set.of(pin(STRANGER)));
    X509Certificate[] sent = {SERVER, AUTHORITY, STRANGER};
    X509Certificate[] issuers = {AUTHORITY, STRANGER};
    assertThrows(CertificateException.class, () -> pins.check(sent, issuers));
  }

  /** Servers need not send the last certificate of their chain. */
  @Test
  void issuerThatOnlyTheClientHasCounts() throws Exception {
    var pins = new Pins(Set.of(pin(AUTHORITY)));
    pins.check(new X509Certificate[] {SERVER}, new X509Certificate[] {STRANGER, AUTHORITY});
    assertThrows(
        CertificateException.class,
        () -> pins.check(new X509Certificate[] {SERVER}, new X509Certificate[] {STRANGER}));
  }

  @Test
  void withoutPinsEveryKeyIsAccepted() throws Exception {
    new Pins(Set.of()).check(new X509Certificate[] {SERVER}, new X509Certificate[0]);
    assertEquals(pin(SERVER), Pins.hash(SERVER));
  }
}
