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

/** Gets secrets from credentials, and makes the octets of names and passwords. */
final class Secrets {

  private Secrets() {}

  /** Returns the octets of a password, for the caller to wipe. */
  static byte[] passwordOctets(Credentials.Password credentials) throws SaslException {
    return wiping(ask("password", credentials::password), Secrets::utf8);
  }

  /** Returns the octets of a password that SCRAM computes with, for the caller to wipe. */
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

  /** Asks for a secret. What the supplier's exception says is in the cause alone. */
  static <T> T ask(String what, Callable<T> supplier) throws SaslException {
    try {
      return supplier.call();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SaslException("Interrupted while asking for the " + what, e);
    } catch (Exception e) {
      throw new SaslException("The " + what + " cannot be had", e);
    }
  }

  /** Returns the UTF-8 octets of a name. */
  static byte[] utf8(String name) throws SaslException {
    return utf8(name.toCharArray());
  }

  /**
   * Returns the {@code saslname} of a user (RFC 5802, section 5.1), as SCRAM and OAUTHBEARER have
   * it.
   */
  static String saslName(String name) throws SaslException {
    String prepared = new String(prepared(name.toCharArray()), StandardCharsets.UTF_8);
    return prepared.replace("=", "=3D").replace(",", "=2C");
  }

  /**
   * Returns the UTF-8 octets of a text after SASLprep (RFC 4013), which stops at Unicode 3.2. What
   * it does not allow, such as an emoji, goes as RFC 8265 has it instead.
   */
  static byte[] prepared(char[] text) throws SaslException {
    char[] prepared;
    try {
      prepared = StringPreparation.SASL_PREPARATION.normalize(text);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      // Out of bounds is how the implementation meets a text of which SASLprep leaves nothing.
      return utf8(text);
    }
    return wiping(prepared, Secrets::utf8);
  }

  /**
   * Returns the UTF-8 octets of a text in normalization form C, as RFC 8265 has it for user names
   * and passwords. Servers compare octets, and keyboards differ in how they compose an umlaut.
   */
  static byte[] utf8(char[] text) throws SaslException {
    CharBuffer chars = CharBuffer.wrap(text);
    // Most texts are normalized already; only the others are copied to where nothing wipes them.
    if (!Normalizer.isNormalized(chars, Normalizer.Form.NFC)) {
      chars = CharBuffer.wrap(Normalizer.normalize(chars, Normalizer.Form.NFC));
    }
    // As large as it can become, so that the encoder makes no copy that nothing wipes.
    byte[] octets = new byte[chars.length() * 3];
    ByteBuffer out = ByteBuffer.wrap(octets);
    try {
      CoderResult coded = StandardCharsets.UTF_8.newEncoder().encode(chars, out, true);
      if (coded.isError()) {
        throw new SaslException("A user name or password holds half a surrogate pair");
      }
      return Arrays.copyOf(octets, out.position());
    } finally {
      Arrays.fill(octets, (byte) 0);
    }
  }
}
