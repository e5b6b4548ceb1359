package smtp.auth;

import com.ongres.scram.common.ScramMechanism;

/** SCRAM-SHA-1-PLUS (RFC 5802): SCRAM-SHA-1 bound to the TLS connection. */
public final class ScramSha1PlusProvider extends ScramProvider {

  /** Makes the provider. */
  public ScramSha1PlusProvider() {
    super(ScramMechanism.SCRAM_SHA_1_PLUS, "HmacSHA1");
  }
}
