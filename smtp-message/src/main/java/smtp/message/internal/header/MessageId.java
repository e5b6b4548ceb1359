package smtp.message.internal.header;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes and checks identifiers of messages and parts (RFC 5322, section 3.6.4). */
public final class MessageId {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int RANDOM_BYTES = 16;

  private MessageId() {}

  /**
   * Returns a new identifier.
   *
   * @param domain the sender's domain, since the name of the host would disclose where the
   *     application runs; or the empty string
   */
  public static String random(String domain) {
    return "<" + randomWord() + "@" + (domain.isEmpty() ? "message.invalid" : domain) + ">";
  }

  /** Returns 32 randomly generated hexadecimal digits. */
  public static String randomWord() {
    byte[] bytes = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /**
   * Returns an identifier in angle brackets, whether or not it was given in them.
   *
   * @param field the name of the field, for the exception
   * @throws IllegalArgumentException if it is not 1 to 899 printable ASCII characters
   */
  public static String checked(String field, String id) {
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
