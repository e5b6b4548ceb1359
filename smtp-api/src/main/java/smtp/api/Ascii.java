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
    // Asked several times a mail: not worth a stream each.
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /** Lowers A to Z alone: Unicode takes a dotless i and a Kelvin sign for ASCII letters too. */
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

  /** RFC 5321 4.1.1.1 and 4.1.2: {@code ehlo-keyword} and {@code esmtp-keyword}. */
  static boolean isKeyword(CharSequence text) {
    return !text.isEmpty()
        && isLetterOrDigit(text.charAt(0))
        && text.chars().allMatch(c -> isLetterOrDigit(c) || c == '-');
  }

  /** Quotes text from outside so that a message that holds it stays on one printable line. */
  static String quote(CharSequence text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints().limit(QUOTED_MAX).forEach(c -> escape(c, out));
    return out.append(text.length() > QUOTED_MAX ? "\"…" : "\"").toString();
  }

  /** Appends {@code c}, escaped when it could move a cursor, end a line or change direction. */
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
