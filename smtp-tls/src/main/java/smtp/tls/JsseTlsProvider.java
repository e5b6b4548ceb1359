package smtp.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import smtp.api.Phase;
import smtp.api.TlsOptions;
import smtp.api.spi.TlsProvider;

/**
 * Makes contexts of the JDK's TLS.
 *
 * <p>Each context has its own session cache: the TLS sessions of one client can be resumed, and
 * those of clients with different options do not mix.
 */
public final class JsseTlsProvider implements TlsProvider {

  @Override
  public String name() {
    return "JSSE";
  }

  @Override
  public SSLContext context(TlsOptions options) throws GeneralSecurityException, IOException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(ClientIdentity.keyManagers(options), ServerTrust.trustManagers(options), null);
    return context;
  }

  @Override
  public Optional<String> explain(Throwable failure, Phase phase, String host) {
    return phase == Phase.TLS
        ? JsseFailure.ofHandshake(failure, host)
        : JsseFailure.ofSession(failure);
  }
}
