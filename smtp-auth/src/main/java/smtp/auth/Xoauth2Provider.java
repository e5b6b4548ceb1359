package smtp.auth;

import java.util.Optional;
import smtp.api.Credentials;
import smtp.api.spi.SaslContext;
import smtp.api.spi.SaslMechanism;
import smtp.api.spi.SaslMechanismProvider;

/**
 * XOAUTH2: an OAuth 2.0 access token, in the form that Google defined before OAUTHBEARER. Not
 * standardized.
 */
public final class Xoauth2Provider implements SaslMechanismProvider {

  private static final byte[] ERROR_RESPONSE = {};

  @Override
  public String name() {
    return "XOAUTH2";
  }

  @Override
  public Optional<SaslMechanism> create(Credentials credentials, SaslContext context) {
    return credentials instanceof Credentials.Token token
        ? Optional.of(new OauthMechanism(token, name -> "user=" + name + "\1", ERROR_RESPONSE))
        : Optional.empty();
  }
}
