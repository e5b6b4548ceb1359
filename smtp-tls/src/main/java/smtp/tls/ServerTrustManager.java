package smtp.tls;

import java.net.Socket;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Checks a server's certificates as the JDK does, and does three things more. It refuses a
 * certificate outside its dates even if that certificate itself is trusted, which the JDK would
 * accept. It checks the pins. And its exception has the refused chain among its causes.
 */
final class ServerTrustManager extends X509ExtendedTrustManager {

  private final X509ExtendedTrustManager jdk;
  private final Pins pins;

  ServerTrustManager(X509ExtendedTrustManager jdk, Pins pins) {
    this.jdk = jdk;
    this.pins = pins;
  }

  /** The check of the JDK. */
  private interface Check {
    void run() throws CertificateException;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    check(chain, () -> jdk.checkServerTrusted(chain, authType, socket));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(chain, () -> jdk.checkServerTrusted(chain, authType, engine));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check(chain, () -> jdk.checkServerTrusted(chain, authType));
  }

  private void check(X509Certificate[] chain, Check check) throws CertificateException {
    try {
      check.run();
      chain[0].checkValidity();
      pins.check(chain, jdk.getAcceptedIssuers());
    } catch (CertificateException e) {
      throw new CertificateException(e.getMessage(), about(chain, e));
    }
  }

  private static CertPathValidatorException about(
      X509Certificate[] chain, CertificateException refusal) throws CertificateException {
    return new CertPathValidatorException(
        refusal.getMessage(),
        refusal,
        CertificateFactory.getInstance("X.509").generateCertPath(List.of(chain)),
        0);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    jdk.checkClientTrusted(chain, authType, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    jdk.checkClientTrusted(chain, authType, engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    jdk.checkClientTrusted(chain, authType);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return jdk.getAcceptedIssuers();
  }
}
