package smtp.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.TlsOptions;
import smtp.testkit.TestCertificates;
import smtp.testkit.TestCertificates.Identity;

class JsseTlsProviderTest {

  @TempDir Path folder;

  private final JsseTlsProvider provider = new JsseTlsProvider();

  private static SSLContext trusting(Path pem) throws Exception {
    return new JsseTlsProvider().context(TlsOptions.builder().trust(pem).build());
  }

  private SSLContext trustingAuthority() throws Exception {
    return trusting(TestCertificates.writeAuthorityPem(folder.resolve("authority.pem")));
  }

  private static String pem(X509Certificate certificate) throws Exception {
    String base64 =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
    return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("trust.pem"), text);
  }

  private static void assertShakes(Identity identity, SSLContext context) throws Exception {
    try (var handshake = new Handshake(identity)) {
      assertTrue(handshake.with(context).isValid());
    }
  }

  private static void assertRefused(Identity identity, SSLContext context) throws Exception {
    try (var handshake = new Handshake(identity)) {
      assertThrows(SSLException.class, () -> handshake.with(context));
    }
  }

  @Test
  void isAskedForAsJsse() {
    assertEquals("JSSE", provider.name());
  }

  @Test
  void trustsWhatTheFileHolds() throws Exception {
    assertShakes(TestCertificates.trusted(), trustingAuthority());
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void speaksBothVersions(String version) throws Exception {
    try (var handshake = new Handshake(TestCertificates.trusted())) {
      assertEquals(version, handshake.with(trustingAuthority(), version).getProtocol());
    }
  }

  @Test
  void t6RefusesACertificateThatEnded() throws Exception {
    assertRefused(TestCertificates.expired(), trustingAuthority());
  }

  @Test
  void t6RefusesACertificateThatEndedThoughTheFileHoldsIt() throws Exception {
    assertRefused(
        TestCertificates.expired(), trusting(write(pem(TestCertificates.expired().certificate()))));
  }

  @Test
  void t6RefusesACertificateOfAnotherIssuer() throws Exception {
    assertRefused(TestCertificates.selfSigned(), trustingAuthority());
    assertRefused(
        TestCertificates.trusted(),
        trusting(write(pem(TestCertificates.selfSigned().certificate()))));
  }

  @Test
  void t6ThePlatformDoesNotTrustTheTestAuthority() throws Exception {
    assertRefused(TestCertificates.trusted(), provider.context(TlsOptions.defaults()));
  }

  @Test
  void aFileReplacesThePlatformsTrust() throws Exception {
    Path pem = write(pem(TestCertificates.authority()));
    assertArrayEquals(
        new X509Certificate[] {TestCertificates.authority()},
        PemFile.of(pem, Files.readAllBytes(pem)).certificates().toArray());
  }

  @Test
  void trustsEachCertificateOfAFileWithManyAndOtherText() throws Exception {
    String text =
        "\ufeffTrusted ünits\r\n"
            + pem(TestCertificates.selfSigned().certificate()).replace("\n", "\r\n")
            + "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"
            + pem(TestCertificates.authority());
    SSLContext context = trusting(write(text));
    assertShakes(TestCertificates.selfSigned(), context);
    assertShakes(TestCertificates.trusted(), context);
  }

  @Test
  void readsTheFileThatTheTestKitWrites() throws Exception {
    Identity identity = TestCertificates.trusted();
    Path file = identity.writePem(folder.resolve("chain.pem"));
    PemFile pem = PemFile.of(file, Files.readAllBytes(file));
    assertEquals(identity.chain(), pem.certificates());
    assertEquals(identity.privateKey(), pem.privateKey(null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nothing here",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"
      })
  void aFileWithoutACertificateIsNamed(String text) throws Exception {
    Path file = write(text);
    var e = assertThrows(CertificateException.class, () -> trusting(file));
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
    assertTrue(e.getMessage().contains("no certificate"), e.getMessage());
  }

  @Test
  void aFileInDerFormIsNamed() throws Exception {
    Path file = Files.write(folder.resolve("ca.der"), TestCertificates.authority().getEncoded());
    var e = assertThrows(IOException.class, () -> trusting(file));
    assertTrue(e.getMessage().contains("PEM"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AAAA\n-----END CERTIFICATE-----\n", "!\n-----END CERTIFICATE-----"})
  void aDamagedCertificateIsNumbered(String rest) throws Exception {
    Path file = write(pem(TestCertificates.authority()) + "-----BEGIN CERTIFICATE-----\n" + rest);
    var e = assertThrows(CertificateException.class, () -> trusting(file));
    assertTrue(e.getMessage().contains("number 2"), e.getMessage());
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
  }

  @Test
  void aCutCertificateIsNotPassedOver() throws Exception {
    String whole = pem(TestCertificates.authority());
    Path file = write(whole.substring(0, whole.length() / 2) + whole);
    assertThrows(CertificateException.class, () -> trusting(file));
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path file = folder.resolve("none.pem");
    var e = assertThrows(IOException.class, () -> trusting(file));
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
    assertTrue(e.getMessage().contains("no file"), e.getMessage());
  }

  @Test
  void sessionsResumeWithinAContextAndNotAcross() throws Exception {
    try (var handshake = new Handshake(TestCertificates.trusted().serverContext())) {
      SSLContext context = trustingAuthority();
      List<byte[]> ids =
          List.of(
              handshake.with(context, "TLSv1.2").getId(),
              handshake.with(context, "TLSv1.2").getId(),
              handshake.with(trustingAuthority(), "TLSv1.2").getId());
      assertArrayEquals(ids.get(0), ids.get(1));
      assertFalse(Arrays.equals(ids.get(0), ids.get(2)));
    }
  }
}
