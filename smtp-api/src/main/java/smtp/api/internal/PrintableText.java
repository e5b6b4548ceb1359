package smtp.api.internal;

/**
 * Text on one printable line, whoever wrote it: the one escape of this library for what is shown of
 * a server, in exception messages, {@code toString}, logs and traces.
 *
 * <p>Escaped is what could end a line, move a cursor, change the direction of writing, or be
 * invisible. Text without such characters is not changed, so escaping twice changes nothing more.
 */
public final class PrintableText {

  private static final int QUOTED_MAX = 128;

  private PrintableText() {}

  /** Returns a text with each character that is not printable in the form of a Java escape. */
  public static String escape(CharSequence text) {
    if (text.codePoints().allMatch(PrintableText::isPrintable)) {
      return text.toString();
    }
    StringBuilder out = new StringBuilder();
    text.codePoints().forEach(c -> append(c, out));
    return out.toString();
  }

  /** Quotes and shortens a foreign text, so that a message that includes it stays one line. */
  public static String quote(CharSequence text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints().limit(QUOTED_MAX).forEach(c -> append(c, out));
    return out.append(text.length() > QUOTED_MAX ? "\"…" : "\"").toString();
  }

  private static void append(int c, StringBuilder out) {
    if (isPrintable(c)) {
      out.appendCodePoint(c);
    } else {
      out.append("\\u").append(String.format("%04x", c));
    }
  }

  /** Returns whether a character is shown as it is. */
  public static boolean isPrintable(int c) {
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
