package smtp.api.spi;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import smtp.api.Phase;
import smtp.api.TlsOptions;

/**
 * Adds a TLS implementation to the client: makes its TLS contexts, and explains their failures.
 *
 * <p>The provider is declared in {@code module-info} and in {@code META-INF/services}, as the
 * {@link smtp.api.spi package documentation} says; a caller can also give one to the client's
 * builder. The session itself performs the handshake and checks the server's name. Implementations
 * are safe for use by several threads.
 */
public interface TlsProvider {

  /** Returns the name by which a caller can choose this provider, such as {@code JSSE}. */
  String name();

  /**
   * Makes a context that follows the options, and that checks certificates. Called once for each
   * client, so that its TLS sessions can be resumed.
   *
   * <p>A trust manager that refuses a chain of certificates should throw an exception that has a
   * {@link java.security.cert.CertPathValidatorException} with that chain among its causes. The
   * client's error then says whose certificate it was.
   *
   * @throws GeneralSecurityException if the Java runtime cannot do what the options ask for
   * @throws IOException if a file that the options name cannot be read
   */
  SSLContext context(TlsOptions options) throws GeneralSecurityException, IOException;

  /**
   * Returns channel binding data of a connection (RFC 5056). The session asks the provider first,
   * and then the Java runtime, which has no {@code tls-unique}.
   *
   * @param type the registered type, such as {@code tls-unique} (RFC 5929)
   * @param socket a connection from one of this provider's contexts, after the handshake
   * @return the data, or empty if this provider has none
   */
  default Optional<byte[]> channelBinding(String type, SSLSocket socket) {
    return Optional.empty();
  }

  /**
   * Explains why TLS failed on a connection from one of this provider's contexts, and what to do
   * about it. The session calls it after the failure, and puts the answer into the message of a
   * {@link smtp.api.SmtpTlsException}.
   *
   * <p>The session itself explains what {@code java.security.cert} exceptions among the causes say
   * about the server's certificate: its dates, its issuer, its names. A provider explains what only
   * it can know, such as the meaning of its own messages.
   *
   * <p>After the handshake, a provider explains only what the caller has to change before it tries
   * again. (Over TLS 1.3, a server refuses the client's certificate after the handshake.) An
   * explained failure then has {@link smtp.api.Recovery#FIX_FIRST}, any other {@link
   * smtp.api.Recovery#RETRY_LATER}.
   *
   * @param failure what the handshake threw, or a read or write after it
   * @param phase {@link Phase#TLS} if the handshake failed, otherwise what the client was doing
   * @param host the server's name in ASCII, or its address literal
   * @return the end of a sentence: one line that starts in lower case, without a full stop and
   *     without secrets; empty if the provider knows nothing about this failure, as this default
   *     implementation does
   */
  default Optional<String> explain(Throwable failure, Phase phase, String host) {
    return Optional.empty();
  }
}
