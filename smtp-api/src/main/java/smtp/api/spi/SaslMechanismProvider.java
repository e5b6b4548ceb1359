package smtp.api.spi;

import java.util.Optional;
import smtp.api.Credentials;

/**
 * Adds a SASL mechanism to the client, such as SCRAM-SHA-256.
 *
 * <p>Providers are declared in {@code module-info} and in {@code META-INF/services}, as the {@link
 * smtp.api.spi package documentation} says; a caller can also give one to the client's builder.
 * Implementations are safe for use by several threads.
 */
public interface SaslMechanismProvider {

  /** Returns the registered name in upper case, such as {@code SCRAM-SHA-256}. */
  String name();

  /**
   * Returns whether a listener on the connection would learn the secret, or could guess it. Such a
   * mechanism is only used over TLS or a Unix socket, unless the caller allowed unencrypted
   * credentials.
   */
  default boolean needsConfidentiality() {
    return true;
  }

  /**
   * Begins an exchange.
   *
   * @param credentials what the caller gave
   * @param context what the mechanism can learn about the session
   * @return the mechanism, which the session closes; empty if it cannot use these credentials or
   *     this session
   * @throws SaslException if the credentials are of the right kind and still cannot be used
   */
  Optional<SaslMechanism> create(Credentials credentials, SaslContext context) throws SaslException;
}
