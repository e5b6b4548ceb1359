package smtp.testkit;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x509.GeneralName;
import org.jspecify.annotations.Nullable;
import smtp.testkit.CertificateMaker.Issuer;
import smtp.testkit.CertificateMaker.Profile;
import smtp.testkit.TestCertificates.Identity;

/** The authority and the certificates that it issued, all created when this class is first used. */
final class TestAuthority {
  private static final Duration YESTERDAY = Duration.ofDays(-1);
  private static final Duration IN_A_YEAR = Duration.ofDays(365);
  private static final char[] NO_SECRET = "in memory".toCharArray();
  private static final List<GeneralName> SERVER_NAMES =
      List.of(
          new GeneralName(GeneralName.dNSName, "localhost"),
          new GeneralName(GeneralName.dNSName, "mail.example.org"),
          new GeneralName(GeneralName.dNSName, "mail_server"),
          new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
          new GeneralName(GeneralName.iPAddress, "::1"));

  static final Identity AUTHORITY =
      identity(
          "authority", new Profile("Test Authority", List.of(), true, YESTERDAY, IN_A_YEAR), null);
  static final Identity TRUSTED = issue("trusted", "mail.example.org", SERVER_NAMES);
  static final Identity EXPIRED =
      identity(
          "expired",
          new Profile("mail.example.org", SERVER_NAMES, false, Duration.ofDays(-366), YESTERDAY),
          AUTHORITY);
  static final Identity WRONG_NAME =
      issue(
          "wrongName",
          "other.example.net",
          List.of(new GeneralName(GeneralName.dNSName, "other.example.net")));
  static final Identity COMMON_NAME_ONLY = issue("commonNameOnly", "localhost", List.of());
  static final Identity SELF_SIGNED =
      identity(
          "selfSigned",
          new Profile("mail.example.org", SERVER_NAMES, false, YESTERDAY, IN_A_YEAR),
          null);
  static final Identity CLIENT =
      issue(
          "client",
          "Test Client",
          List.of(new GeneralName(GeneralName.rfc822Name, "client@example.org")));

  private TestAuthority() {}

  private static Identity issue(String name, String commonName, List<GeneralName> names) {
    return identity(name, new Profile(commonName, names, false, YESTERDAY, IN_A_YEAR), AUTHORITY);
  }

  private static Identity identity(String name, Profile profile, @Nullable Identity issuer) {
    try {
      KeyPair keys = CertificateMaker.keyPair();
      X509Certificate certificate = CertificateMaker.certify(profile, keys, signer(issuer));
      List<X509Certificate> chain =
          issuer == null ? List.of(certificate) : List.of(certificate, issuer.certificate());
      return new Identity(name, keys.getPrivate(), chain);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(
          "this Java runtime cannot create certificates; before Java 22 add the module jdk.crypto.ec",
          e);
    }
  }

  private static @Nullable Issuer signer(@Nullable Identity issuer) {
    return issuer == null ? null : new Issuer(issuer.certificate(), issuer.privateKey());
  }

  /** Returns a context that trusts the authority and presents an identity, if one is given. */
  static SSLContext context(@Nullable Identity shown) {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(shown == null ? null : keyManagers(shown), trust().getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("this Java runtime does not support TLS", e);
    }
  }

  private static KeyManager[] keyManagers(Identity shown)
      throws GeneralSecurityException, IOException {
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    // PKCS #12 would hash the password ten thousand times for each server that a test starts.
    factory.init(shown.keyStore("JKS", NO_SECRET), NO_SECRET);
    return factory.getKeyManagers();
  }

  private static TrustManagerFactory trust() throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("authority", AUTHORITY.certificate());
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory;
  }
}
