package smtp.api.spi;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import smtp.api.TlsOptions;

/**
 * Makes TLS contexts. Declared by {@code provides} in a module, or given to the client's builder.
 * The session alone decides about server names and checks them. Safe for use by several threads.
 */
public interface TlsProvider {

  /** Returns a name by which a caller can ask for this provider, such as {@code JSSE}. */
  String name();

  /**
   * Makes a context that does what the options say, and checks certificates. A client makes one
   * context only, so that its TLS sessions can be resumed.
   *
   * <p>A trust manager that refuses a chain of certificates does well to have a {@link
   * java.security.cert.CertPathValidatorException} with that chain among the causes of what it
   * throws: the client's error then says whose certificate it was.
   *
   * @throws GeneralSecurityException if the runtime cannot do what the options ask for
   * @throws IOException if a file that the options name cannot be read
   */
  SSLContext context(TlsOptions options) throws GeneralSecurityException, IOException;

  /**
   * Returns channel binding data (RFC 5056) that the runtime itself cannot give. The session asks
   * here first.
   *
   * @param type the registered type, such as {@code tls-unique} (RFC 5929)
   * @param socket a connection by one of this provider's contexts, after the handshake
   * @return the data, or empty if there is none
   */
  default Optional<byte[]> channelBinding(String type, SSLSocket socket) {
    return Optional.empty();
  }
}
