package smtp.auth;

import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import smtp.api.spi.SaslException;

/**
 * The first message of a SCRAM server (RFC 5802, section 7).
 *
 * <pre>
 * server-first-message = [reserved-mext ","] nonce "," salt "," iteration-count ["," extensions]
 * nonce                = "r=" c-nonce s-nonce     ; printable, no ","
 * salt                 = "s=" base64
 * iteration-count      = "i=" %x31-39 *DIGIT
 * extensions           = attr-val *("," attr-val) ; ALPHA "=" value
 * </pre>
 */
final class ServerFirst {

  private static final int MAX_LENGTH = 4_096;
  private static final int MAX_DIGITS = 9;

  private final String nonce;
  private final byte[] salt;
  private final int iterations;

  private ServerFirst(String nonce, byte[] salt, int iterations) {
    this.nonce = nonce;
    this.salt = salt;
    this.iterations = iterations;
  }

  /**
   * Parses a message.
   *
   * @param message printable ASCII
   * @param clientNonce the client's nonce, which the nonce of the message has to extend
   */
  static ServerFirst parse(String message, String clientNonce) throws SaslException {
    if (message.length() > MAX_LENGTH) {
      throw new SaslException("The server's first message is too long");
    }
    if (message.startsWith("m=")) {
      throw new SaslException(
          "The server requires a SCRAM extension that this client does not have");
    }
    String[] attributes = message.split(",", -1);
    if (attributes.length < 3) {
      throw new SaslException("The server's first message has no nonce, salt or iteration count");
    }
    checkExtensions(attributes);
    return new ServerFirst(
        nonce(value(attributes[0], 'r'), clientNonce),
        salt(value(attributes[1], 's')),
        iterations(value(attributes[2], 'i')));
  }

  private static String value(String attribute, char name) throws SaslException {
    if (attribute.length() < 3 || attribute.charAt(0) != name || attribute.charAt(1) != '=') {
      throw new SaslException(
          "The server's first message has no \"%s=\" where it belongs".formatted(name));
    }
    return attribute.substring(2);
  }

  /** Unknown extensions are ignored, but not ones that are malformed or change the meaning. */
  private static void checkExtensions(String[] attributes) throws SaslException {
    Set<Character> names = new HashSet<>(Set.of('m', 'r', 's', 'i'));
    for (int i = 3; i < attributes.length; i++) {
      String attribute = attributes[i];
      boolean wellFormed =
          attribute.length() > 2 && isLetter(attribute.charAt(0)) && attribute.charAt(1) == '=';
      if (!wellFormed || !names.add(attribute.charAt(0))) {
        throw new SaslException("The server's first message has a malformed or repeated attribute");
      }
    }
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static String nonce(String nonce, String clientNonce) throws SaslException {
    if (!nonce.startsWith(clientNonce) || nonce.length() == clientNonce.length()) {
      throw new SaslException("The server's nonce does not extend the client's");
    }
    if (nonce.indexOf(' ') >= 0) {
      throw new SaslException("The server's nonce is not printable");
    }
    return nonce;
  }

  private static byte[] salt(String base64) throws SaslException {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new SaslException("The server's salt is not base64", e);
    }
  }

  private static int iterations(String digits) throws SaslException {
    boolean number = digits.chars().allMatch(c -> c >= '0' && c <= '9') && digits.charAt(0) != '0';
    if (!number) {
      throw new SaslException("The server's iteration count is not a number");
    }
    return digits.length() > MAX_DIGITS ? Integer.MAX_VALUE : Integer.parseInt(digits);
  }

  /** Returns the nonce of client and server. */
  String nonce() {
    return nonce;
  }

  byte[] salt() {
    return salt;
  }

  /** Returns the iteration count; one with more than 9 digits as the largest integer. */
  int iterations() {
    return iterations;
  }
}
