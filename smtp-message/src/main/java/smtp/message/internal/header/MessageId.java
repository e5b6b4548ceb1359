package smtp.message.internal.header;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

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

  /**
   * Parses the identifier of a field that holds one.
   *
   * @throws IllegalArgumentException as {@link #list} does, or if there are several
   */
  static String only(String field, String text) {
    List<String> ids = list(field, text);
    if (ids.size() != 1) {
      throw FieldText.invalid(field, "more than one identifier", text);
    }
    return ids.getFirst();
  }

  /**
   * Parses identifiers in angle brackets; the phrases and comments between them, which old mail
   * clients write, are dropped (RFC 5322, section 4.5.4). Text without brackets is identifiers with
   * whitespace between them.
   *
   * @throws IllegalArgumentException if there is none, or one is not an identifier
   */
  static List<String> list(String field, String text) {
    if (text.indexOf('<') < 0) {
      return Stream.of(text.trim().split("[ \t]+")).map(id -> checked(field, id)).toList();
    }
    WordScanner words = new WordScanner(field, text);
    List<String> ids = new ArrayList<>();
    for (words.phrase(); !words.atEnd(); words.phrase()) {
      if (words.separator('<')) {
        ids.add(checked(field, words.bracketed()));
      } else if (!words.skip(",;:.")) {
        throw words.invalid("a character that is not part of an identifier");
      }
    }
    return ids;
  }
}
