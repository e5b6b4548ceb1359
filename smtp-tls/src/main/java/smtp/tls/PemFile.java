package smtp.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The certificates and the private key of a PEM file (RFC 7468). Text between them, such as
 * comments, is ignored.
 */
final class PemFile {

  private static final String CERTIFICATE = "CERTIFICATE";
  private static final List<String> KEY_ALGORITHMS = List.of("EC", "RSA", "EdDSA", "RSASSA-PSS");

  private final Path file;
  private final String text;

  private PemFile(Path file, String text) {
    this.file = file;
    this.text = text;
  }

  static PemFile of(Path file, byte[] content) {
    // Every byte is a character of ISO 8859-1, so a comment in any encoding does no harm.
    return new PemFile(file, new String(content, StandardCharsets.ISO_8859_1));
  }

  /**
   * Returns the certificates in order, at least one.
   *
   * @throws CertificateException if there is none, or one is damaged
   */
  List<X509Certificate> certificates() throws CertificateException {
    List<X509Certificate> certificates = new ArrayList<>();
    for (String base64 : blocks(CERTIFICATE)) {
      certificates.add(certificate(certificates.size() + 1, base64));
    }
    if (certificates.isEmpty()) {
      throw new CertificateException(
          file + " holds no certificate in PEM form: it has no line " + begin(CERTIFICATE));
    }
    return certificates;
  }

  private X509Certificate certificate(int number, String base64) throws CertificateException {
    try {
      byte[] der = Base64.getMimeDecoder().decode(base64);
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException | IllegalArgumentException e) {
      throw new CertificateException(
          "Certificate number %d in %s is damaged".formatted(number, file), e);
    }
  }

  /**
   * Returns the private key.
   *
   * @param password the password of the key, or {@code null} if the key is not encrypted
   * @throws GeneralSecurityException if the file has no key in PKCS #8 form, or the key is damaged,
   *     or the password is wrong or missing
   */
  PrivateKey privateKey(char @Nullable [] password) throws GeneralSecurityException {
    Optional<String> plain = blocks("PRIVATE KEY").stream().findFirst();
    if (plain.isPresent()) {
      return privateKey(new PKCS8EncodedKeySpec(decoded(plain.get())));
    }
    Optional<String> encrypted = blocks("ENCRYPTED PRIVATE KEY").stream().findFirst();
    if (encrypted.isEmpty()) {
      throw new InvalidKeyException(
          file
              + " holds no private key in PKCS #8 form; convert another form with openssl pkcs8"
              + " -topk8 -in KEY -out NEW");
    }
    if (password == null) {
      throw new InvalidKeyException(
          "The private key in " + file + " is encrypted; give its password too");
    }
    return privateKey(decrypted(decoded(encrypted.get()), password));
  }

  private byte[] decoded(String base64) throws InvalidKeyException {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw damaged(e);
    }
  }

  private InvalidKeyException damaged(@Nullable Throwable cause) {
    return new InvalidKeyException(
        "The private key in " + file + " is damaged, or of a kind that TLS does not use", cause);
  }

  private PrivateKey privateKey(PKCS8EncodedKeySpec encoded) throws GeneralSecurityException {
    for (String algorithm : KEY_ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
      } catch (InvalidKeySpecException e) {
        // The encoding names the algorithm, but the JDK does not show it before the key is made.
      }
    }
    throw damaged(null);
  }

  private PKCS8EncodedKeySpec decrypted(byte[] encoded, char[] password)
      throws GeneralSecurityException {
    try {
      EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(encoded);
      // PBES2 (RFC 8018) is the name of a scheme; its parameters name the cipher.
      String name =
          info.getAlgName().equals("PBES2") || info.getAlgName().equals("1.2.840.113549.1.5.13")
              ? info.getAlgParameters().toString()
              : info.getAlgName();
      PBEKeySpec spec = new PBEKeySpec(password);
      Cipher cipher = Cipher.getInstance(name);
      cipher.init(
          Cipher.DECRYPT_MODE,
          SecretKeyFactory.getInstance(name).generateSecret(spec),
          info.getAlgParameters());
      spec.clearPassword();
      return info.getKeySpec(cipher);
    } catch (IOException e) {
      throw damaged(e);
    } catch (GeneralSecurityException e) {
      throw new InvalidKeyException(WrongPassword.of("the private key in " + file, password), e);
    }
  }

  private List<String> blocks(String label) {
    String begin = begin(label);
    String end = "-----END " + label + "-----";
    List<String> blocks = new ArrayList<>();
    for (int at = text.indexOf(begin); at >= 0; at = text.indexOf(begin, at + 1)) {
      int start = at + begin.length();
      int stop = text.indexOf(end, start);
      blocks.add(stop < 0 ? "" : text.substring(start, stop));
    }
    return blocks;
  }

  private static String begin(String label) {
    return "-----BEGIN " + label + "-----";
  }
}
