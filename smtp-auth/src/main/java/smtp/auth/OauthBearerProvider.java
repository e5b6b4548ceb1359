package smtp.auth;

import java.util.Optional;
import smtp.api.Credentials;
import smtp.api.spi.SaslContext;
import smtp.api.spi.SaslException;
import smtp.api.spi.SaslMechanism;
import smtp.api.spi.SaslMechanismProvider;

/** OAUTHBEARER (RFC 7628): an OAuth 2.0 access token. */
public final class OauthBearerProvider implements SaslMechanismProvider {

  private static final byte[] ERROR_RESPONSE = {1};

  @Override
  public String name() {
    return "OAUTHBEARER";
  }

  @Override
  public Optional<SaslMechanism> create(Credentials credentials, SaslContext context) {
    return credentials instanceof Credentials.Token token
        ? Optional.of(new OauthMechanism(token, name -> before(name, context), ERROR_RESPONSE))
        : Optional.empty();
  }

  /** Returns {@code gs2-header kvsep "host=" value kvsep} (RFC 7628, section 3.1). */
  private static String before(String username, SaslContext context) throws SaslException {
    return "n,a=" + Secrets.saslName(username) + ",\1host=" + context.host() + "\1";
  }
}
