package smtp.auth;

import com.ongres.scram.common.ScramMechanism;

/** SCRAM-SHA-1 (RFC 5802): a proof of the password is sent, and the server proves itself. */
public final class ScramSha1Provider extends ScramProvider {

  /** Makes the provider. */
  public ScramSha1Provider() {
    super(ScramMechanism.SCRAM_SHA_1, "HmacSHA1");
  }
}
