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
 * Checks a server's certificates as the JDK does, and three things more. A certificate outside its
 * dates is refused even if it is itself one of those to trust, as the JDK looks at such a one no
 * further; the pins are checked; and a refusal says which certificates it is about.
 */
final class ServerTrustManager extends X509ExtendedTrustManager {

  private final X509ExtendedTrustManager rest;
  private final Pins pins;

  ServerTrustManager(X509ExtendedTrustManager rest, Pins pins) {
    this.rest = rest;
    this.pins = pins;
  }

  /** What the JDK checks. */
  private interface Check {
    void run() throws CertificateException;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    check(chain, () -> rest.checkServerTrusted(chain, authType, socket));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(chain, () -> rest.checkServerTrusted(chain, authType, engine));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check(chain, () -> rest.checkServerTrusted(chain, authType));
  }

  private void check(X509Certificate[] chain, Check jdk) throws CertificateException {
    try {
      jdk.run();
      chain[0].checkValidity();
      pins.check(chain, rest.getAcceptedIssuers());
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
    rest.checkClientTrusted(chain, authType, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    rest.checkClientTrusted(chain, authType, engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    rest.checkClientTrusted(chain, authType);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return rest.getAcceptedIssuers();
  }
}
