package smtp.api.internal;

import java.nio.charset.StandardCharsets;

/**
 * Text on one printable line, whoever wrote it: the one escape of this library for what is shown of
 * a server, in exception messages, {@code toString}, logs and traces.
 *
 * <p>Escaped is what could end a line, move a cursor, change the direction of writing, or be
 * invisible. Text without such characters is not changed, so escaping twice changes nothing more.
 */
public final class PrintableText {

  /** How many octets of a server's words a message shows at most. */
  public static final int MAX_SHOWN = 512;

  /** Ends a text of which the rest is left out. */
  public static final String SHORTENED = " [shortened]";

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

  /**
   * Returns a server's words for a message: of at most 512 octets, with a mark if some are left
   * out.
   */
  public static String shortened(String text) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    if (octets.length <= MAX_SHOWN) {
      return text;
    }
    int end = MAX_SHOWN - SHORTENED.length();
    while ((octets[end] & 0xC0) == 0x80) {
      end--;
    }
    return new String(octets, 0, end, StandardCharsets.UTF_8) + SHORTENED;
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
