package smtp.api.spi;

import java.io.IOException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import smtp.api.TlsOptions;

/**
 * Makes TLS contexts. Declared by {@code provides} in a module, or given to the client's builder.
 * The session alone decides about server names and checks them. Safe for use by several threads.
 */
public interface TlsProvider {

  /** Returns a name by which a caller can ask for this provider, such as {@code JSSE}. */
  String name();

  /**
   * Makes a context that trusts what the options say, and checks certificates.
   *
   * @throws GeneralSecurityException if the runtime cannot do what the options ask for
   * @throws IOException if a file that the options name cannot be read
   */
  SSLContext context(TlsOptions options) throws GeneralSecurityException, IOException;
}
