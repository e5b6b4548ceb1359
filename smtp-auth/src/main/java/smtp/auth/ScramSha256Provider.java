package smtp.auth;

import com.ongres.scram.common.ScramMechanism;

/** SCRAM-SHA-256 (RFC 7677): a proof of the password is sent, and the server proves itself. */
public final class ScramSha256Provider extends ScramProvider {

  /** Makes the provider. */
  public ScramSha256Provider() {
    super(ScramMechanism.SCRAM_SHA_256, "HmacSHA256");
  }
}
