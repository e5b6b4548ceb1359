package smtp.auth;

import java.util.Optional;
import smtp.api.Credentials;
import smtp.api.spi.SaslContext;
import smtp.api.spi.SaslMechanism;
import smtp.api.spi.SaslMechanismProvider;

/** PLAIN (RFC 4616): user name and password, sent as they are. */
public final class PlainProvider implements SaslMechanismProvider {

  @Override
  public String name() {
    return "PLAIN";
  }

  @Override
  public Optional<SaslMechanism> create(Credentials credentials, SaslContext context) {
    return credentials instanceof Credentials.Password password
        ? Optional.of(new PlainMechanism(password))
        : Optional.empty();
  }
}
