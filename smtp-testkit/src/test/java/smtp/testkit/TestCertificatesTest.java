package smtp.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import smtp.testkit.TestCertificates.Identity;

class TestCertificatesTest {

  static Stream<Identity> identities() {
    return Stream.of(
        TestCertificates.trusted(),
        TestCertificates.expired(),
        TestCertificates.wrongName(),
        TestCertificates.commonNameOnly(),
        TestCertificates.selfSigned(),
        TestCertificates.client());
  }

  private static Set<String> names(Identity identity) throws Exception {
    return identity.certificate().getSubjectAlternativeNames().stream()
        .map(name -> (String) name.get(1))
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @MethodSource("identities")
  void keyBelongsToTheCertificate(Identity identity) throws Exception {
    byte[] text = {1, 2, 3};
    var signer = Signature.getInstance("SHA256withECDSA");
    signer.initSign(identity.privateKey());
    signer.update(text);
    byte[] signature = signer.sign();
    signer.initVerify(identity.certificate());
    signer.update(text);

    assertTrue(signer.verify(signature));
  }

  @ParameterizedTest
  @MethodSource("identities")
  void chainLeadsToTheAuthorityUnlessSelfSigned(Identity identity) throws Exception {
    if (identity == TestCertificates.selfSigned()) {
      identity.certificate().verify(identity.certificate().getPublicKey());
      assertEquals(List.of(identity.certificate()), identity.chain());
      assertThrows(
          SignatureException.class,
          () -> identity.certificate().verify(TestCertificates.authority().getPublicKey()));
    } else {
      identity.certificate().verify(TestCertificates.authority().getPublicKey());
      assertEquals(List.of(identity.certificate(), TestCertificates.authority()), identity.chain());
    }
  }

  @ParameterizedTest
  @MethodSource("identities")
  void allExceptTheExpiredAreValidFromYesterdayForAYear(Identity identity) {
    if (identity == TestCertificates.expired()) {
      assertThrows(CertificateExpiredException.class, () -> identity.certificate().checkValidity());
      return;
    }
    var now = Instant.now();
    for (X509Certificate certificate : identity.chain()) {
      for (int days : new int[] {0, 300}) {
        var day = Date.from(now.plus(Duration.ofDays(days)));
        assertDoesNotThrow(() -> certificate.checkValidity(day));
      }
      assertTrue(certificate.getNotBefore().toInstant().isBefore(now.minusSeconds(3600)));
    }
  }

  @Test
  void certificatesHaveTheDocumentedNames() throws Exception {
    var names =
        Set.of("localhost", "mail.example.org", "mail_server", "127.0.0.1", "0:0:0:0:0:0:0:1");

    assertEquals(names, names(TestCertificates.trusted()));
    assertEquals(names, names(TestCertificates.expired()));
    assertEquals(names, names(TestCertificates.selfSigned()));
    assertEquals(Set.of("other.example.net"), names(TestCertificates.wrongName()));
    X509Certificate commonNameOnly = TestCertificates.commonNameOnly().certificate();
    assertNull(commonNameOnly.getSubjectAlternativeNames());
    assertEquals("CN=localhost", commonNameOnly.getSubjectX500Principal().getName());
  }

  @Test
  void onlyTheAuthorityMaySignCertificates() {
    assertTrue(TestCertificates.authority().getBasicConstraints() >= 0);
    identities().forEach(i -> assertEquals(-1, i.certificate().getBasicConstraints(), i::toString));
  }

  @Test
  void certificatesAreCreatedOnce() {
    assertSame(TestCertificates.trusted(), TestCertificates.trusted());
  }

  @ParameterizedTest
  @MethodSource("identities")
  void pkcs12ContainsKeyAndChain(Identity identity) throws Exception {
    char[] password = "geheim".toCharArray();
    var store = KeyStore.getInstance("PKCS12");
    store.load(new ByteArrayInputStream(identity.pkcs12(password)), password);

    String alias = store.aliases().nextElement();
    assertArrayEquals(
        identity.privateKey().getEncoded(), store.getKey(alias, password).getEncoded());
    assertEquals(identity.chain(), List.of(store.getCertificateChain(alias)));
  }

  @Test
  void pemContainsKeyAndChain(@TempDir Path folder) throws Exception {
    Identity identity = TestCertificates.trusted();
    String pem = Files.readString(identity.writePem(folder.resolve("server.pem")));

    int keyEnd = pem.indexOf("-----END PRIVATE KEY-----");
    String key = pem.substring("-----BEGIN PRIVATE KEY-----\n".length(), keyEnd);
    byte[] encoded = Base64.getMimeDecoder().decode(key);
    assertNotNull(KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded)));
    assertArrayEquals(identity.privateKey().getEncoded(), encoded);
    var certificates = new ByteArrayInputStream(pem.substring(keyEnd + 26).getBytes(US_ASCII));
    assertEquals(
        identity.chain(),
        List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(certificates)));
  }

  @Test
  void authorityIsWrittenWithoutItsKey(@TempDir Path folder) throws Exception {
    Path file = TestCertificates.writeAuthorityPem(folder.resolve("ca.pem"));

    assertFalse(Files.readString(file).contains("PRIVATE"));
    try (InputStream in = Files.newInputStream(file)) {
      assertEquals(
          TestCertificates.authority(),
          CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
  }
}
