package smtp.message.internal.header;

import java.nio.charset.StandardCharsets;

/** Checks text that is put into a header field, and quotes it in exceptions. */
public final class FieldText {

  private static final int QUOTED_MAX = 80;
  private static final int MAX_NAME = 76;

  private FieldText() {}

  /**
   * Returns {@code text} if it cannot end the field that it is put into.
   *
   * @param field what the text is for; the exception begins with it
   * @throws IllegalArgumentException if the text holds CR, LF, NUL or half of a surrogate pair
   */
  public static String checked(String field, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\r' || c == '\n' || c == 0) {
        throw invalid(field, "CR, LF or NUL at index " + i, text);
      }
    }
    return checkedCharacters(field, text);
  }

  /**
   * Returns {@code text} if it can be encoded: half of a surrogate pair, as it remains when a
   * string is cut, is no character, and an encoder would silently write a question mark.
   *
   * @param what what the text is for; the exception begins with it
   * @throws IllegalArgumentException if there is half of a pair
   */
  public static String checkedCharacters(String what, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (Character.charCount(text.codePointAt(i)) == 1) {
          throw invalid(what, "half of a surrogate pair at index " + i, text);
        }
        i++;
      }
    }
    return text;
  }

  /**
   * Returns {@code name} if it can be the name of a header field: {@code ftext} of RFC 5322,
   * section 3.6.8.
   *
   * @throws IllegalArgumentException if it cannot
   */
  public static String checkedName(String name) {
    boolean ftext = name.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != ':');
    if (!ftext || name.isEmpty() || name.length() > MAX_NAME) {
      throw invalid(
          "header name", "not 1 to 76 printable ASCII characters other than a colon", name);
    }
    return name;
  }

  /** Returns the exception for text that a field cannot hold. */
  public static IllegalArgumentException invalid(String field, String what, String text) {
    return new IllegalArgumentException("%s: %s: %s".formatted(field, what, quote(text)));
  }

  /** Returns whether each character is ASCII. */
  public static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  /** Returns whether each character is printable ASCII other than a space. */
  public static boolean isVisibleAscii(String text) {
    return text.chars().allMatch(c -> c > 0x20 && c < 0x7f);
  }

  /** Encodes text in UTF-8. */
  public static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Quotes text from outside for an exception message, which then stays one printable line. */
  public static String quote(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints().limit(QUOTED_MAX).forEach(c -> escape(c, out));
    return out.append(text.length() > QUOTED_MAX ? "\"…" : "\"").toString();
  }

  private static void escape(int c, StringBuilder out) {
    int type = Character.getType(c);
    if (type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE) {
      out.append("\\u").append(Integer.toHexString(0x10000 | c), 1, 5);
    } else {
      out.appendCodePoint(c);
    }
  }
}
