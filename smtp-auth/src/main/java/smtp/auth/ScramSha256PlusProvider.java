package smtp.auth;

import com.ongres.scram.common.ScramMechanism;

/** SCRAM-SHA-256-PLUS (RFC 7677): SCRAM-SHA-256 bound to the TLS connection. */
public final class ScramSha256PlusProvider extends ScramProvider {

  /** Makes the provider. */
  public ScramSha256PlusProvider() {
    super(ScramMechanism.SCRAM_SHA_256_PLUS, "HmacSHA256");
  }
}
