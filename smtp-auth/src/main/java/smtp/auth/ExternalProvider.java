package smtp.auth;

import java.util.Optional;
import smtp.api.Credentials;
import smtp.api.spi.SaslContext;
import smtp.api.spi.SaslMechanism;
import smtp.api.spi.SaslMechanismProvider;

/**
 * EXTERNAL (RFC 4422, appendix A): the server identifies the client otherwise, such as by its TLS
 * certificate.
 */
public final class ExternalProvider implements SaslMechanismProvider {

  @Override
  public String name() {
    return "EXTERNAL";
  }

  @Override
  public boolean needsConfidentiality() {
    return false;
  }

  @Override
  public Optional<SaslMechanism> create(Credentials credentials, SaslContext context) {
    return credentials instanceof Credentials.External external
        ? Optional.of(new StatementMechanism(external.authorizationId().orElse("")))
        : Optional.empty();
  }
}
