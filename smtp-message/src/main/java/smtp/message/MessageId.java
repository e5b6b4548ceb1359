package smtp.message;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Identifiers of messages and parts (RFC 5322, section 3.6.4), and what is made from chance. */
final class MessageId {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int OCTETS = 16;

  private MessageId() {}

  /**
   * Returns a new identifier: the domain is the sender's, for a host name would tell what an
   * application runs on.
   */
  static String random(String domain) {
    return "<" + randomWord() + "@" + (domain.isEmpty() ? "message.invalid" : domain) + ">";
  }

  /** Returns letters and digits that nobody can guess, in number enough to be unique. */
  static String randomWord() {
    byte[] octets = new byte[OCTETS];
    RANDOM.nextBytes(octets);
    return HexFormat.of().formatHex(octets);
  }

  /**
   * Returns an identifier in angle brackets, whether or not it was given in them.
   *
   * @throws IllegalArgumentException if it is not one or more printable ASCII characters
   */
  static String checked(String field, String id) {
    FieldText.checked(field, id);
    String bare = id.startsWith("<") && id.endsWith(">") ? id.substring(1, id.length() - 1) : id;
    boolean valid =
        !bare.isEmpty()
            && bare.length() < HeaderWriter.MAX_WORD
            && bare.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != '<' && c != '>');
    if (!valid) {
      throw FieldText.invalid(field, "not an identifier such as <a1b2@example.org>", id);
    }
    return "<" + bare + ">";
  }
}
