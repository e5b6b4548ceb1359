package smtp.auth;

import java.util.Optional;
import smtp.api.Credentials;
import smtp.api.spi.SaslContext;
import smtp.api.spi.SaslMechanism;
import smtp.api.spi.SaslMechanismProvider;

/**
 * LOGIN: user name and password, one for each prompt of the server. Widespread, but never
 * standardized.
 */
public final class LoginProvider implements SaslMechanismProvider {

  @Override
  public String name() {
    return "LOGIN";
  }

  @Override
  public Optional<SaslMechanism> create(Credentials credentials, SaslContext context) {
    return credentials instanceof Credentials.Password password
        ? Optional.of(new LoginMechanism(password))
        : Optional.empty();
  }
}
