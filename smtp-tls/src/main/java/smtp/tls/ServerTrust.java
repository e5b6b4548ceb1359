package smtp.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
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
    factory.init(trust == null ? platform() : holding(certificates(trust)));
    TrustManager[] managers = factory.getTrustManagers();
    for (int i = 0; i < managers.length; i++) {
      if (managers[i] instanceof X509ExtendedTrustManager manager) {
        managers[i] = new ServerTrustManager(manager, new Pins(options.pins()));
      }
    }
    return managers;
  }

  /** Returns {@code null}, which means the platform's trusted certificates. */
  private static @Nullable KeyStore platform() {
    return null;
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
