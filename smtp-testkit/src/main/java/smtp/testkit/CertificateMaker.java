package smtp.testkit;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** Creates P-256 keys and X.509 certificates signed with ECDSA and SHA-256. */
final class CertificateMaker {
  private static final SecureRandom RANDOM = new SecureRandom();

  private CertificateMaker() {}

  /** What a certificate is to contain; the times are relative to now. */
  record Profile(
      String commonName,
      List<GeneralName> names,
      boolean authority,
      Duration notBefore,
      Duration notAfter) {

    X500Name subject() {
      return new X500Name("CN=" + commonName);
    }
  }

  /** Who signs a certificate. */
  record Issuer(X509Certificate certificate, PrivateKey privateKey) {}

  static KeyPair keyPair() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
    return generator.generateKeyPair();
  }

  /** Creates a certificate for a key, signed by an issuer; null: self-signed. */
  static X509Certificate certify(Profile profile, KeyPair keys, @Nullable Issuer issuer)
      throws GeneralSecurityException, IOException {
    X500Name issuerName =
        issuer == null
            ? profile.subject()
            : X500Name.getInstance(issuer.certificate().getSubjectX500Principal().getEncoded());
    PublicKey issuerKey = issuer == null ? keys.getPublic() : issuer.certificate().getPublicKey();
    var now = Instant.now();
    var builder =
        new JcaX509v3CertificateBuilder(
            issuerName,
            new BigInteger(120, RANDOM).setBit(120),
            Date.from(now.plus(profile.notBefore())),
            Date.from(now.plus(profile.notAfter())),
            profile.subject(),
            keys.getPublic());
    addExtensions(builder, profile, keys.getPublic(), issuerKey);
    return sign(builder, issuer == null ? keys.getPrivate() : issuer.privateKey());
  }

  private static void addExtensions(
      X509v3CertificateBuilder builder, Profile profile, PublicKey key, PublicKey issuerKey)
      throws GeneralSecurityException, IOException {
    var extensions = new JcaX509ExtensionUtils();
    builder.addExtension(
        Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(key));
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        extensions.createAuthorityKeyIdentifier(issuerKey));
    builder.addExtension(
        Extension.basicConstraints, true, new BasicConstraints(profile.authority()));
    if (!profile.names().isEmpty()) {
      var names = new GeneralNames(profile.names().toArray(GeneralName[]::new));
      builder.addExtension(Extension.subjectAlternativeName, false, names);
    }
  }

  private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
      throws GeneralSecurityException {
    try {
      ContentSigner signer = new JcaContentSignerBuilder("SHA256withECDSA").build(key);
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }
}
