package smtp.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import smtp.api.TlsOptions;
import smtp.api.spi.TlsProvider;

/**
 * Makes contexts of the JDK's own TLS. Each has a session cache of its own, so that the sessions of
 * one client resume and those of two clients with different options do not mix.
 */
public final class JsseTlsProvider implements TlsProvider {

  @Override
  public String name() {
    return "JSSE";
  }

  @Override
  public SSLContext context(TlsOptions options) throws GeneralSecurityException, IOException {
    Path trust = options.trust().orElse(null);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust == null ? null : trusting(PemCertificates.read(trust)), null);
    return context;
  }

  private static TrustManager[] trusting(List<X509Certificate> certificates)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (int i = 0; i < certificates.size(); i++) {
      store.setCertificateEntry("trusted-" + i, certificates.get(i));
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    TrustManager[] managers = factory.getTrustManagers();
    for (int i = 0; i < managers.length; i++) {
      if (managers[i] instanceof X509ExtendedTrustManager manager) {
        managers[i] = new DatedTrustManager(manager);
      }
    }
    return managers;
  }
}
