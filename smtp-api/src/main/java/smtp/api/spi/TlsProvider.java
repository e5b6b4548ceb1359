package smtp.api.spi;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import smtp.api.Phase;
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

  /**
   * Explains why TLS failed on a connection that one of this provider's contexts made, and what to
   * do about it. The session asks when the connection is lost already, and puts the answer into the
   * message of a {@link smtp.api.SmtpTlsException}.
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
