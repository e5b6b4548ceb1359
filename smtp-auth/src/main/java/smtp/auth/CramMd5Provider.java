package smtp.auth;

import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import javax.crypto.Mac;
import smtp.api.Credentials;
import smtp.api.spi.SaslContext;
import smtp.api.spi.SaslMechanism;
import smtp.api.spi.SaslMechanismProvider;

/**
 * CRAM-MD5 (RFC 2195): a user name and a password, of which only a digest is sent.
 *
 * <p>Not available in a Java runtime without MD5.
 */
public final class CramMd5Provider implements SaslMechanismProvider {

  private final String hmac;

  /** Makes the provider. */
  public CramMd5Provider() {
    this("HmacMD5");
  }

  CramMd5Provider(String hmac) {
    this.hmac = hmac;
  }

  @Override
  public String name() {
    return "CRAM-MD5";
  }

  @Override
  public Optional<SaslMechanism> create(Credentials credentials, SaslContext context) {
    try {
      Mac mac = Mac.getInstance(hmac);
      return credentials instanceof Credentials.Password password
          ? Optional.of(new CramMd5Mechanism(password, mac))
          : Optional.empty();
    } catch (NoSuchAlgorithmException e) {
      return Optional.empty();
    }
  }
}
