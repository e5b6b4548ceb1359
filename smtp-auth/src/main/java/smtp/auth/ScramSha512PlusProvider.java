package smtp.auth;

import com.ongres.scram.common.ScramMechanism;

/** SCRAM-SHA-512-PLUS: SCRAM-SHA-512 bound to the TLS connection. */
public final class ScramSha512PlusProvider extends ScramProvider {

  /** Makes the provider. */
  public ScramSha512PlusProvider() {
    super(ScramMechanism.SCRAM_SHA_512_PLUS, "HmacSHA512");
  }
}
