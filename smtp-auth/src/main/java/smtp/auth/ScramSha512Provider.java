package smtp.auth;

import com.ongres.scram.common.ScramMechanism;

/** SCRAM-SHA-512: SCRAM-SHA-256 of RFC 7677 with another hash. */
public final class ScramSha512Provider extends ScramProvider {

  /** Makes the provider. */
  public ScramSha512Provider() {
    super(ScramMechanism.SCRAM_SHA_512, "HmacSHA512");
  }
}
