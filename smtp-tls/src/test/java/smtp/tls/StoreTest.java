package smtp.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathValidatorException;
import java.util.Base64;
import java.util.Locale;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.TlsOptions;
import smtp.testkit.TestCertificates;
import smtp.testkit.TestCertificates.Identity;

/** Trusted certificates and client certificates are read from each kind of file. */
class StoreTest {

  private static final Identity CLIENT = TestCertificates.client();

  /** ASCII: JDK 21 makes no key store with another one. */
  private static final char[] PASSWORD = "pencil".toCharArray();

  @TempDir Path folder;

  private Path write(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  private Path authority() {
    return TestCertificates.writeAuthorityPem(folder.resolve("authority.pem"));
  }

  private TlsOptions.Builder trusting() {
    return TlsOptions.builder().trust(authority());
  }

  private static SSLContext context(TlsOptions.Builder options) throws Exception {
    return new JsseTlsProvider().context(options.build());
  }

  /** Performs a handshake with a server that requires a client certificate. */
  private static void assertSent(TlsOptions.Builder options) throws Exception {
    try (var handshake = Handshake.requiringCertificate(TestCertificates.trusted())) {
      var session = handshake.with(context(options));
      assertEquals(CLIENT.certificate(), session.getLocalCertificates()[0]);
    }
  }

  private static void assertRefused(String word, TlsOptions.Builder options) {
    var e = assertThrows(Exception.class, () -> context(options));
    assertTrue(e instanceof IOException || e instanceof GeneralSecurityException, e::toString);
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    assertTrue(message.contains(word), e::getMessage);
    for (Throwable t = e; t != null; t = t.getCause()) {
      assertTrue(!t.toString().contains(new String(PASSWORD)), t::toString);
    }
  }

  private static byte[] trustStore(char[] password) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("authority", TestCertificates.authority());
    var out = new ByteArrayOutputStream();
    store.store(out, password);
    return out.toByteArray();
  }

  private static byte[] encryptedKey(String algorithm) throws Exception {
    var key = SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(PASSWORD));
    Cipher cipher = Cipher.getInstance(algorithm);
    cipher.init(Cipher.ENCRYPT_MODE, key);
    byte[] encrypted = cipher.doFinal(CLIENT.privateKey().getEncoded());
    return new EncryptedPrivateKeyInfo(cipher.getParameters(), encrypted).getEncoded();
  }

  private String certificatePem() throws Exception {
    return PemText.of(CLIENT.certificate());
  }

  // --- trusted certificates

  @Test
  void certificatesOfAPkcs12FileAreTrusted() throws Exception {
    Path file = write("trust.p12", trustStore(PASSWORD));
    try (var handshake = new Handshake(TestCertificates.trusted())) {
      handshake.with(context(TlsOptions.builder().trust(file, PASSWORD)));
    }
  }

  @Test
  void issuersInAPkcs12FileOfAKeyAreTrusted() throws Exception {
    Path file = write("server.p12", TestCertificates.trusted().pkcs12(PASSWORD));
    try (var handshake = new Handshake(TestCertificates.trusted())) {
      handshake.with(context(TlsOptions.builder().trust(file, PASSWORD)));
    }
  }

  @Test
  void wrongPasswordIsReportedAndNotQuoted() throws Exception {
    Path file = write("trust.p12", trustStore(PASSWORD));
    assertRefused("password", TlsOptions.builder().trust(file, "other".toCharArray()));
    assertRefused("password", TlsOptions.builder().trust(file));
    assertRefused(
        "password", trusting().clientCertificate(write("c.p12", CLIENT.pkcs12(PASSWORD))));
  }

  /** JDK 25 opens them all with the right password, JDK 21 none, each with another exception. */
  @ParameterizedTest
  @ValueSource(strings = {"pkcs12", "pkcs12-plain-certificate", "pkcs12-no-mac", "pem"})
  void passwordThatIsNotAsciiIsAcceptedOrExplained(String form) throws Exception {
    Path file = write("client", resource("not-ascii." + form));
    char[] right = "pässwörd".toCharArray();
    try {
      context(trusting().clientCertificate(file, right));
    } catch (IOException | GeneralSecurityException e) {
      assertRefused("password", trusting().clientCertificate(file, right));
      assertRefused("not ascii", trusting().clientCertificate(file, right));
    }
    assertRefused("not ascii", trusting().clientCertificate(file, "pässwort".toCharArray()));
    assertRefused("wrong or missing", trusting().clientCertificate(file, PASSWORD));
  }

  private static byte[] resource(String name) throws IOException {
    try (var in = StoreTest.class.getResourceAsStream(name)) {
      return Base64.getMimeDecoder().decode(in.readAllBytes());
    }
  }

  // --- client certificates

  @Test
  void certificateOfOnePemFileIsSent() throws Exception {
    assertSent(trusting().clientCertificate(CLIENT.writePem(folder.resolve("client.pem"))));
  }

  @Test
  void certificateOfTwoPemFilesIsSent() throws Exception {
    Path key =
        Files.writeString(
            folder.resolve("key.pem"), PemText.of("PRIVATE KEY", CLIENT.privateKey().getEncoded()));
    Path certificate = Files.writeString(folder.resolve("cert.pem"), certificatePem());
    assertSent(trusting().clientCertificate(certificate, key));
  }

  @Test
  void certificateOfAPkcs12FileIsSent() throws Exception {
    assertSent(
        trusting()
            .clientCertificate(write("client.p12", CLIENT.pkcs12(PASSWORD)), PASSWORD.clone()));
  }

  @Test
  void encryptedKeyIsDecrypted() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("client.pem"),
            certificatePem()
                + PemText.of("ENCRYPTED PRIVATE KEY", encryptedKey("PBEWithSHA1AndDESede")));
    assertSent(trusting().clientCertificate(file, PASSWORD));
    assertRefused("password", trusting().clientCertificate(file, "other".toCharArray()));
    assertRefused("password", trusting().clientCertificate(file));
  }

  /** Encrypted with {@code openssl pkcs8 -topk8}, whose default is PBES2 with AES. */
  @Test
  void keyThatOpensslEncryptedIsDecrypted() throws Exception {
    String plain =
        """
          -----BEGIN PRIVATE KEY-----
          MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgOBD8lUIPlB2g8NJm
          6tx/J/rXL7UJ5F4UgQ7KV9PxESKhRANCAARmep7Sm1IBQrqRQ3MYR5SCXqBz4egy
          JZi5Da7/ygzuAA8wkCpEah0Buvc65iKl1K03ltjQfaQqn/7zRjV5FI/W
          -----END PRIVATE KEY-----
        """;
    String encrypted =
        """
          -----BEGIN ENCRYPTED PRIVATE KEY-----
          MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAhYtR1QXqCJogICCAAw
          DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEIGc3qXIx+bkIY45+e3WoXMEgZAy
          BOd3t9+RlD+Si2F6AJNCmvVgZ4Zb5ebOemSukPmXdz5N41OZUswbkjVbh3ETpm0+
          5c2KjMv3+eaSHg0IfsBSsYtZe3urZhv9tPLQLHnWtOCUhEapWhaG2mYpmLXt8clk
          8zOl/Ihz6+BJOq/TvMN7JCugQZpb48Ppq7dx58yAtjGXi7qz2aGTirj2yq2N0Cc=
          -----END ENCRYPTED PRIVATE KEY-----
        """;
    assertEquals(
        pemFile(plain).privateKey(null), pemFile(encrypted).privateKey("pencil".toCharArray()));
    assertThrows(
        GeneralSecurityException.class,
        () -> pemFile(encrypted).privateKey("pencils".toCharArray()));
  }

  private static PemFile pemFile(String text) {
    return PemFile.of(Path.of("key.pem"), text.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void withoutACertificateNoneIsSent() throws Exception {
    try (var handshake = Handshake.requiringCertificate(TestCertificates.trusted())) {
      SSLContext context = context(trusting());
      assertThrows(IOException.class, () -> handshake.with(context));
    }
  }

  @Test
  void messageSaysHowToConvertAnotherKindOfKey() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("client.pem"),
            certificatePem() + PemText.of("RSA PRIVATE KEY", new byte[9]));
    assertRefused("openssl pkcs8", trusting().clientCertificate(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PRIVATE KEY", "ENCRYPTED PRIVATE KEY"})
  void messageNamesTheFileOfTheDamagedKey(String label) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("client.pem"),
            certificatePem() + PemText.of(label, new byte[] {0x30, 1}));
    assertRefused("client.pem", trusting().clientCertificate(file, PASSWORD));
  }

  @Test
  void messageNamesTheMissingFile() {
    assertRefused("none.p12", trusting().clientCertificate(folder.resolve("none.p12"), PASSWORD));
  }

  @Test
  void messageSaysThatAFileHasNoKey() throws Exception {
    Path file = write("trust.p12", trustStore(PASSWORD));
    assertRefused("no private key", trusting().clientCertificate(file, PASSWORD));
    byte[] text = "nothing".getBytes(StandardCharsets.US_ASCII);
    assertRefused("no private key", trusting().clientCertificate(write("x.pem", text)));
  }

  /** So the client can say whose certificate it was. */
  @Test
  void refusedCertificateIsAmongTheCauses() throws Exception {
    try (var handshake = new Handshake(TestCertificates.selfSigned())) {
      SSLContext context = context(trusting());
      var e = assertThrows(SSLException.class, () -> handshake.with(context));
      Throwable cause = e;
      while (!(cause instanceof CertPathValidatorException path)) {
        cause = cause.getCause();
      }
      assertEquals(
          TestCertificates.selfSigned().certificate(),
          path.getCertPath().getCertificates().getFirst());
    }
  }
}
