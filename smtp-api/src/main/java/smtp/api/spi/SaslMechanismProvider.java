package smtp.api.spi;

import java.util.Optional;
import smtp.api.Credentials;

/**
 * Makes the client side of one SASL mechanism. Declared by {@code provides} in a module, or given
 * to the client's builder. Safe for use by several threads.
 */
public interface SaslMechanismProvider {

  /** Returns the registered name in upper case, such as {@code SCRAM-SHA-256}. */
  String name();

  /**
   * Tells whether the mechanism shows a secret, or one that can be guessed from it, to whoever
   * listens. Such a mechanism is used over TLS or a Unix socket only, unless the caller insists.
   */
  default boolean needsConfidentiality() {
    return true;
  }

  /**
   * Begins an exchange.
   *
   * @param credentials what the caller gave
   * @param context what the mechanism may know of the session
   * @return the mechanism, or empty if it cannot use these credentials or this session
   * @throws SaslException if the credentials cannot be had
   */
  Optional<SaslMechanism> create(Credentials credentials, SaslContext context) throws SaslException;
}
