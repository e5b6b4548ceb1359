package smtp.auth;

import com.ongres.scram.common.StringPreparation;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.concurrent.Callable;
import smtp.api.Credentials;
import smtp.api.spi.SaslException;

/** Obtains secrets from credentials, and encodes names and passwords. */
final class Secrets {

  private Secrets() {}

  /** Returns the UTF-8 bytes of a password, for the caller to wipe. */
  static byte[] passwordBytes(Credentials.Password credentials) throws SaslException {
    return wiping(ask("password", credentials::password), Secrets::utf8);
  }

  /**
   * Returns the bytes of a password after SASLprep, as SCRAM needs them, for the caller to wipe.
   */
  static byte[] preparedPassword(Credentials.Password credentials) throws SaslException {
    return wiping(ask("password", credentials::password), Secrets::prepared);
  }

  private interface Encoder {
    byte[] encode(char[] text) throws SaslException;
  }

  private static byte[] wiping(char[] secret, Encoder encoder) throws SaslException {
    try {
      return encoder.encode(secret);
    } finally {
      Arrays.fill(secret, '\0');
    }
  }

  /** Asks for a secret. The message of the supplier's exception is only in the cause. */
  static <T> T ask(String what, Callable<T> supplier) throws SaslException {
    try {
      return supplier.call();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SaslException("Interrupted while obtaining the " + what, e);
    } catch (Exception e) {
      throw new SaslException("The " + what + " could not be obtained; the cause says why", e);
    }
  }

  /** Returns the UTF-8 bytes of a name. */
  static byte[] utf8(String name) throws SaslException {
    return utf8(name.toCharArray());
  }

  /** Returns a user name as {@code saslname} (RFC 5802, section 5.1), for SCRAM and OAUTHBEARER. */
  static String saslName(String name) throws SaslException {
    String prepared = new String(prepared(name.toCharArray()), StandardCharsets.UTF_8);
    return prepared.replace("=", "=3D").replace(",", "=2C");
  }

  /**
   * Returns the UTF-8 bytes of a text after SASLprep (RFC 4013), which knows Unicode 3.2. A text
   * that SASLprep does not allow, such as one with an emoji, is prepared by RFC 8265 instead.
   */
  static byte[] prepared(char[] text) throws SaslException {
    char[] prepared;
    try {
      prepared = StringPreparation.SASL_PREPARATION.normalize(text);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      // The implementation throws "out of bounds" for a text of which SASLprep leaves nothing.
      return utf8(text);
    }
    return wiping(prepared, Secrets::utf8);
  }

  /**
   * Returns the UTF-8 bytes of a text in normalization form C, as RFC 8265 requires for user names
   * and passwords. Servers compare bytes, and keyboards differ in how they compose an umlaut.
   */
  static byte[] utf8(char[] text) throws SaslException {
    CharBuffer chars = CharBuffer.wrap(text);
    // Most texts are normalized already. Only the others are copied, and that copy is not wiped.
    if (!Normalizer.isNormalized(chars, Normalizer.Form.NFC)) {
      chars = CharBuffer.wrap(Normalizer.normalize(chars, Normalizer.Form.NFC));
    }
    // As large as it can become, so that the encoder makes no copy that would not be wiped.
    byte[] bytes = new byte[chars.length() * 3];
    ByteBuffer out = ByteBuffer.wrap(bytes);
    try {
      CoderResult coded = StandardCharsets.UTF_8.newEncoder().encode(chars, out, true);
      if (coded.isError()) {
        throw new SaslException(
            "The user name or password holds half of a surrogate pair, so it is not valid Unicode");
      }
      return Arrays.copyOf(bytes, out.position());
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
