package smtp.auth;

import com.ongres.scram.common.ScramMechanism;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import smtp.api.Credentials;
import smtp.api.spi.SaslContext;
import smtp.api.spi.SaslException;
import smtp.api.spi.SaslMechanism;
import smtp.api.spi.SaslMechanismProvider;

/** Makes the exchanges of one SCRAM mechanism (RFC 5802): a proof of the password is sent. */
abstract class ScramProvider implements SaslMechanismProvider {

  /** A multiple of 3, so that base64 does not pad. */
  private static final int NONCE_BYTES = 24;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final ScramMechanism mechanism;
  private final String hmac;

  ScramProvider(ScramMechanism mechanism, String hmac) {
    this.mechanism = mechanism;
    this.hmac = hmac;
  }

  @Override
  public final String name() {
    return mechanism.getName();
  }

  @Override
  public final Optional<SaslMechanism> create(Credentials credentials, SaslContext context)
      throws SaslException {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    return create(credentials, context, Base64.getEncoder().encodeToString(nonce));
  }

  final Optional<SaslMechanism> create(
      Credentials credentials, SaslContext context, String clientNonce) throws SaslException {
    Optional<Gs2Header> header =
        mechanism.isPlus() ? Gs2Header.bound(context) : Optional.of(Gs2Header.unbound(context));
    if (header.isEmpty() || !(credentials instanceof Credentials.Password password)) {
      return Optional.empty();
    }
    return Optional.of(
        new ScramExchange(mechanism, hmac, password, context, header.get(), clientNonce));
  }
}
