package smtp.api;

/** Character classes of the SMTP grammars, and printable quoting. */
final class Ascii {

  private static final int QUOTED_MAX = 128;

  private Ascii() {}

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  static boolean isLetterOrDigit(int c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  static boolean isAscii(CharSequence text) {
    // Called several times for each message, so without a stream.
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /** Lowers A to Z only: with Unicode rules, a Kelvin sign would become an ASCII letter. */
  static String lowerCase(String text) {
    StringBuilder lower = new StringBuilder(text);
    for (int i = 0; i < lower.length(); i++) {
      char c = lower.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        lower.setCharAt(i, (char) (c + ('a' - 'A')));
      }
    }
    return lower.toString();
  }

  /** Whether it is an {@code ehlo-keyword} or {@code esmtp-keyword} (RFC 5321, section 4.1). */
  static boolean isKeyword(CharSequence text) {
    return !text.isEmpty()
        && isLetterOrDigit(text.charAt(0))
        && text.chars().allMatch(c -> isLetterOrDigit(c) || c == '-');
  }

  /** Quotes foreign text, so that a message that includes it stays one printable line. */
  static String quote(CharSequence text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints().limit(QUOTED_MAX).forEach(c -> escape(c, out));
    return out.append(text.length() > QUOTED_MAX ? "\"…" : "\"").toString();
  }

  /** Escapes what could move a cursor, end a line or change the direction of writing. */
  static String printable(CharSequence text) {
    StringBuilder out = new StringBuilder();
    text.codePoints().forEach(c -> escape(c, out));
    return out.toString();
  }

  /** Appends {@code c}, escaped if it could move a cursor, end a line or change the direction. */
  static void escape(int c, StringBuilder out) {
    if (isPrintable(c)) {
      out.appendCodePoint(c);
    } else {
      out.append("\\u").append(String.format("%04x", c));
    }
  }

  static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
