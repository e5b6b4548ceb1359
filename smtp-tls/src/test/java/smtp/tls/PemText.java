package smtp.tls;

import java.security.cert.X509Certificate;
import java.util.Base64;

/** Writes PEM (RFC 7468). */
final class PemText {

  private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private PemText() {}

  static String of(String label, byte[] content) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(label, BASE64.encodeToString(content));
  }

  static String of(X509Certificate certificate) throws Exception {
    return of("CERTIFICATE", certificate.getEncoded());
  }
}
