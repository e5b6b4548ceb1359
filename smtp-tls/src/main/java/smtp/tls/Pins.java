package smtp.tls;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The pinned public keys: a server or one of its issuers has to have one of them (RFC 7469, section
 * 2.6).
 *
 * <p>A server may send any certificates, including pinned ones that are not its issuers'. So a
 * certificate counts only if it is the server's own, or if the server's own is valid with it as the
 * only trusted one.
 */
final class Pins {

  private final Set<String> hashes;

  Pins(Set<String> hashes) {
    this.hashes = hashes;
  }

  /**
   * Checks a chain that is trusted already.
   *
   * @param chain what the server sent, its own certificate first
   * @param issuers the certificates that the client trusts, which a server need not send
   * @throws CertificateException if there are pins, and no key matches one
   */
  void check(X509Certificate[] chain, X509Certificate[] issuers) throws CertificateException {
    if (hashes.isEmpty() || isPinned(chain[0])) {
      return;
    }
    List<X509Certificate> pinned =
        Stream.concat(Arrays.stream(chain).skip(1), Arrays.stream(issuers))
            .filter(this::isPinned)
            .toList();
    for (X509Certificate issuer : pinned) {
      if (isIssuer(issuer, chain)) {
        return;
      }
    }
    throw new CertificateException(
        "neither the server's key nor an issuer's is pinned; the server's is pin-sha256=\"%s\""
            .formatted(hash(chain[0])));
  }

  private boolean isPinned(X509Certificate certificate) {
    return hashes.contains(hash(certificate));
  }

  /** Returns the pin of a certificate. The encoded form of a key is its SubjectPublicKeyInfo. */
  static String hash(X509Certificate certificate) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return Base64.getEncoder()
          .encodeToString(sha256.digest(certificate.getPublicKey().getEncoded()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(
          "This Java runtime has no SHA-256, which every one must have", e);
    }
  }

  private static boolean isIssuer(X509Certificate issuer, X509Certificate[] chain)
      throws CertificateException {
    try {
      X509CertSelector server = new X509CertSelector();
      server.setCertificate(chain[0]);
      PKIXBuilderParameters parameters =
          new PKIXBuilderParameters(Set.of(new TrustAnchor(issuer, null)), server);
      // As in the JDK's own check, unless the runtime is configured to check revocation.
      parameters.setRevocationEnabled(false);
      parameters.addCertStore(
          CertStore.getInstance(
              "Collection", new CollectionCertStoreParameters(Arrays.asList(chain))));
      CertPathBuilder.getInstance("PKIX").build(parameters);
      return true;
    } catch (CertPathBuilderException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new CertificateException("This Java runtime cannot check pins", e);
    }
  }
}
