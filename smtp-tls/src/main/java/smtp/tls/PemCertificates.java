package smtp.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Reads the certificates of a PEM file (RFC 7468, section 5). What stands between them, such as
 * comments or a key, is passed over.
 */
final class PemCertificates {

  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
  private static final String END = "-----END CERTIFICATE-----";

  private PemCertificates() {}

  /**
   * Reads a file.
   *
   * @return the certificates in order, at least one
   * @throws IOException if the file cannot be read
   * @throws CertificateException if it holds no certificate, or one that is damaged
   */
  static List<X509Certificate> read(Path file) throws IOException, CertificateException {
    String text = text(file);
    List<X509Certificate> certificates = new ArrayList<>();
    for (int begin = text.indexOf(BEGIN); begin >= 0; begin = text.indexOf(BEGIN, begin + 1)) {
      int start = begin + BEGIN.length();
      int end = text.indexOf(END, start);
      String base64 = end < 0 ? "" : text.substring(start, end);
      certificates.add(certificate(file, certificates.size() + 1, base64));
    }
    if (certificates.isEmpty()) {
      throw new CertificateException(
          file + " holds no certificate in PEM form: no line reads " + BEGIN);
    }
    return certificates;
  }

  private static String text(Path file) throws IOException {
    try {
      // Every octet is a character of ISO 8859-1: a comment in any encoding does no harm.
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw new IOException("There is no file " + file + " to read trusted certificates from", e);
    }
  }

  private static X509Certificate certificate(Path file, int number, String base64)
      throws CertificateException {
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
}
