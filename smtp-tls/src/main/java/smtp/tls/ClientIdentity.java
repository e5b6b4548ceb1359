package smtp.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.Arrays;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.jspecify.annotations.Nullable;
import smtp.api.TlsOptions;

/** Makes the key managers of a client that has a certificate. */
final class ClientIdentity {

  private static final String WHAT = "a client certificate";

  private ClientIdentity() {}

  /** Returns the key managers, or {@code null} if the client has no certificate. */
  static KeyManager @Nullable [] keyManagers(TlsOptions options)
      throws GeneralSecurityException, IOException {
    TlsOptions.Store certificate = options.clientCertificate().orElse(null);
    if (certificate == null) {
      return null;
    }
    KeyAndCertificates identity = identity(certificate, options.clientKey().orElse(certificate));
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    char[] inMemory = {};
    store.setKeyEntry("client", identity.key(), inMemory, chain(identity));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, inMemory);
    return factory.getKeyManagers();
  }

  private static Certificate[] chain(KeyAndCertificates identity) {
    return identity.chain().toArray(Certificate[]::new);
  }

  private static KeyAndCertificates identity(TlsOptions.Store certificate, TlsOptions.Store key)
      throws GeneralSecurityException, IOException {
    byte[] content = StoreFile.read(certificate.file(), WHAT);
    if (Pkcs12.isOne(content)) {
      return Pkcs12.open(certificate, content).key();
    }
    PemFile certificates = PemFile.of(certificate.file(), content);
    return new KeyAndCertificates(privateKey(key), certificates.certificates());
  }

  private static PrivateKey privateKey(TlsOptions.Store store)
      throws GeneralSecurityException, IOException {
    char[] password = store.password().orElse(null);
    try {
      return PemFile.of(store.file(), StoreFile.read(store.file(), "a private key"))
          .privateKey(password);
    } finally {
      if (password != null) {
        Arrays.fill(password, '\0');
      }
    }
  }
}
