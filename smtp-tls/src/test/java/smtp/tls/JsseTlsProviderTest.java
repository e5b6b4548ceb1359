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
  void nameIsJsse() {
    assertEquals("JSSE", provider.name());
  }

  @Test
  void certificatesOfTheFileAreTrusted() throws Exception {
    assertShakes(TestCertificates.trusted(), trustingAuthority());
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void bothVersionsAreSpoken(String version) throws Exception {
    try (var handshake = new Handshake(TestCertificates.trusted())) {
      assertEquals(version, handshake.with(trustingAuthority(), version).getProtocol());
    }
  }

  @Test
  void expiredCertificateIsRefused() throws Exception {
    assertRefused(TestCertificates.expired(), trustingAuthority());
  }

  @Test
  void expiredCertificateIsRefusedEvenIfTheFileHoldsIt() throws Exception {
    assertRefused(
        TestCertificates.expired(),
        trusting(write(PemText.of(TestCertificates.expired().certificate()))));
  }

  @Test
  void certificateOfAnotherIssuerIsRefused() throws Exception {
    assertRefused(TestCertificates.selfSigned(), trustingAuthority());
    assertRefused(
        TestCertificates.trusted(),
        trusting(write(PemText.of(TestCertificates.selfSigned().certificate()))));
  }

  @Test
  void platformDoesNotTrustTheTestAuthority() throws Exception {
    assertRefused(TestCertificates.trusted(), provider.context(TlsOptions.defaults()));
  }

  @Test
  void fileReplacesThePlatformsTrust() throws Exception {
    Path pem = write(PemText.of(TestCertificates.authority()));
    assertArrayEquals(
        new X509Certificate[] {TestCertificates.authority()},
        PemFile.of(pem, Files.readAllBytes(pem)).certificates().toArray());
  }

  @Test
  void everyCertificateOfAFileIsTrustedAndOtherTextIgnored() throws Exception {
    String text =
        "\ufeffTrusted ünits\r\n"
            + PemText.of(TestCertificates.selfSigned().certificate()).replace("\n", "\r\n")
            + "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"
            + PemText.of(TestCertificates.authority());
    SSLContext context = trusting(write(text));
    assertShakes(TestCertificates.selfSigned(), context);
    assertShakes(TestCertificates.trusted(), context);
  }

  @Test
  void fileOfTheTestKitIsRead() throws Exception {
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
  void messageNamesTheFileWithoutACertificate(String text) throws Exception {
    Path file = write(text);
    var e = assertThrows(CertificateException.class, () -> trusting(file));
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
    assertTrue(e.getMessage().contains("no certificate"), e.getMessage());
  }

  @Test
  void messageSaysThatAFileIsNotPem() throws Exception {
    Path file = Files.write(folder.resolve("ca.der"), TestCertificates.authority().getEncoded());
    var e = assertThrows(IOException.class, () -> trusting(file));
    assertTrue(e.getMessage().contains("PEM"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AAAA\n-----END CERTIFICATE-----\n", "!\n-----END CERTIFICATE-----"})
  void messageHasTheNumberOfTheDamagedCertificate(String rest) throws Exception {
    Path file =
        write(PemText.of(TestCertificates.authority()) + "-----BEGIN CERTIFICATE-----\n" + rest);
    var e = assertThrows(CertificateException.class, () -> trusting(file));
    assertTrue(e.getMessage().contains("number 2"), e.getMessage());
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
  }

  @Test
  void truncatedCertificateIsNotIgnored() throws Exception {
    String whole = PemText.of(TestCertificates.authority());
    Path file = write(whole.substring(0, whole.length() / 2) + whole);
    assertThrows(CertificateException.class, () -> trusting(file));
  }

  @Test
  void messageNamesTheMissingFile() {
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
