package smtp.core.internal.client;

import java.util.Optional;
import smtp.api.Credentials;
import smtp.api.spi.SaslContext;
import smtp.api.spi.SaslException;
import smtp.api.spi.SaslMechanism;
import smtp.api.spi.SaslMechanismProvider;

/**
 * Somebody else's provider, one of several: what it throws must not keep the others from being
 * used. It is logged.
 *
 * @param name its name, asked for once
 */
record GuardedMechanism(String name, SaslMechanismProvider provider)
    implements SaslMechanismProvider {

  private static final System.Logger LOGGER = System.getLogger("smtp.core");

  /** If the provider does not say, it does. */
  @Override
  public boolean needsConfidentiality() {
    try {
      return provider.needsConfidentiality();
    } catch (RuntimeException | Error e) {
      log(e);
      return true;
    }
  }

  @Override
  public Optional<SaslMechanism> create(Credentials credentials, SaslContext context)
      throws SaslException {
    try {
      return provider.create(credentials, context);
    } catch (Error e) {
      log(e);
      throw new SaslException("the mechanism failed with " + e.getClass().getName());
    }
  }

  private void log(Throwable failure) {
    LOGGER.log(System.Logger.Level.WARNING, "The provider of " + name + " failed", failure);
  }
}
