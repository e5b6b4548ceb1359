package smtp.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import smtp.api.spi.SaslException;
import smtp.api.spi.SaslMechanism;

/** The messages of a mechanism as text. */
final class Utf8 {

  private Utf8() {}

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }

  /** Returns what a mechanism answers to a challenge. */
  static String answer(SaslMechanism mechanism, String challenge) throws SaslException {
    return text(mechanism.respond(bytes(challenge)));
  }
}
