package smtp.core.internal.net;

import java.security.cert.X509Certificate;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import smtp.api.internal.PrintableText;

/**
 * What a message says about a certificate: its subject, its issuer and its dates. The server wrote
 * them, so they are cut to a length and made printable.
 */
final class CertificateText {

  private static final int MAX = 100;

  private CertificateText() {}

  static String inBrackets(X509Certificate certificate) {
    return " (%s, issued by %s)"
        .formatted(
            name(certificate.getSubjectX500Principal()),
            isSelfIssued(certificate) ? "itself" : name(certificate.getIssuerX500Principal()));
  }

  static boolean isSelfIssued(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
  }

  static String dates(X509Certificate certificate) {
    return ": it is valid from %s to %s"
        .formatted(date(certificate.getNotBefore()), date(certificate.getNotAfter()));
  }

  private static String date(Date date) {
    return date.toInstant().toString();
  }

  private static String name(X500Principal principal) {
    String name = printable(principal.getName());
    return name.isEmpty() ? "nobody" : name;
  }

  static String printable(String text) {
    int cut = text.offsetByCodePoints(0, Math.min(MAX, text.codePointCount(0, text.length())));
    return PrintableText.escape(text.substring(0, cut)) + (cut < text.length() ? "..." : "");
  }
}
