package smtp.auth;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import smtp.api.spi.SaslContext;
import smtp.api.spi.SaslException;

/**
 * The salted password of SCRAM: {@code Hi(password, salt, i)} of RFC 5802, section 2.2, which is
 * PBKDF2 with one block. The JDK's PBKDF2 cannot be interrupted, and a server may ask for
 * iterations that take seconds.
 */
final class SaltedPassword {

  private static final byte[] FIRST_BLOCK = {0, 0, 0, 1};
  private static final int BETWEEN_CHECKS = 1_024;

  private SaltedPassword() {}

  /**
   * Computes the salted password.
   *
   * @param hmac the JDK's name of the function, such as {@code HmacSHA256}
   * @throws SaslException if the session was interrupted, or its time limit is over
   */
  static byte[] compute(
      String hmac, byte[] password, byte[] salt, int iterations, SaslContext context)
      throws SaslException {
    try {
      Mac mac = Mac.getInstance(hmac);
      mac.init(new SecretKeySpec(password, hmac));
      mac.update(salt);
      byte[] u = mac.doFinal(FIRST_BLOCK);
      byte[] result = u.clone();
      for (int i = 1; i < iterations; i++) {
        if (i % BETWEEN_CHECKS == 0 && context.isCancelled()) {
          throw new SaslException("Stopped hashing the password: interrupted, or out of time");
        }
        mac.update(u);
        mac.doFinal(u, 0);
        xor(result, u);
      }
      return result;
    } catch (GeneralSecurityException e) {
      throw new SaslException("This Java runtime does not have " + hmac, e);
    }
  }

  private static void xor(byte[] target, byte[] other) {
    for (int i = 0; i < target.length; i++) {
      target[i] ^= other[i];
    }
  }
}
