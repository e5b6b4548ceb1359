package other.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import smtp.api.TlsOptions;
import smtp.api.spi.TlsProvider;

/** Trusts what the options say, and prints that it was called. */
public final class OtherProvider implements TlsProvider {

  @Override
  public String name() {
    return "other";
  }

  @Override
  public SSLContext context(TlsOptions options) throws GeneralSecurityException, IOException {
    System.out.println("the other provider was asked");
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream pem = Files.newInputStream(options.trust().orElseThrow().file())) {
      store.setCertificateEntry(
          "authority", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
