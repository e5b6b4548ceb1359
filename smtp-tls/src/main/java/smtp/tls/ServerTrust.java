package smtp.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import smtp.api.TlsOptions;

/** Makes the trust managers that check a server's certificates as the options say. */
final class ServerTrust {

  private ServerTrust() {}

  static TrustManager[] trustManagers(TlsOptions options)
      throws GeneralSecurityException, IOException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    TlsOptions.Store trust = options.trust().orElse(null);
    if (trust == null) {
      initPlatform(factory);
    } else {
      factory.init(holding(certificates(trust)));
    }
    TrustManager[] managers = factory.getTrustManagers();
    for (int i = 0; i < managers.length; i++) {
      if (managers[i] instanceof X509ExtendedTrustManager manager) {
        requireSome(manager);
        managers[i] = new ServerTrustManager(manager, new Pins(options.pins()));
      }
    }
    return managers;
  }

  private static void initPlatform(TrustManagerFactory factory) throws GeneralSecurityException {
    try {
      factory.init((@Nullable KeyStore) null);
    } catch (KeyStoreException e) {
      throw new KeyStoreException(
          "The certificates that the platform trusts cannot be read from %s: %s; check the system"
                  .formatted(platform(), Objects.requireNonNullElse(e.getCause(), e).getMessage())
              + " properties javax.net.ssl.trustStore and trustStorePassword",
          e);
    }
  }

  private static String platform() {
    return System.getProperty("javax.net.ssl.trustStore", "the store of the Java runtime");
  }

  /** With an empty store, every server would be refused. A file of the options is never empty. */
  private static void requireSome(X509ExtendedTrustManager manager) throws KeyStoreException {
    if (manager.getAcceptedIssuers().length == 0) {
      throw new KeyStoreException(
          "No certificate is trusted, as %s has none or does not exist; check the system property"
                  .formatted(platform())
              + " javax.net.ssl.trustStore, or pass a PEM file to trust(Path)");
    }
  }

  private static List<X509Certificate> certificates(TlsOptions.Store store)
      throws GeneralSecurityException, IOException {
    byte[] content = StoreFile.read(store.file(), "trusted certificates");
    return Pkcs12.isOne(content)
        ? Pkcs12.open(store, content).certificates()
        : PemFile.of(store.file(), content).certificates();
  }

  private static KeyStore holding(List<X509Certificate> certificates)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (int i = 0; i < certificates.size(); i++) {
      store.setCertificateEntry("trusted-" + i, certificates.get(i));
    }
    return store;
  }
}
