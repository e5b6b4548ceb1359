package smtp.core.internal.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import smtp.api.SessionListener;
import smtp.api.internal.PrintableText;

/** The lines of a trace, with the escapes of the test kit's dialogues. */
final class TraceText {

  private static final String HEX = "0123456789ABCDEF";

  private TraceText() {}

  /** Returns a command, with a star in place of the hidden rest. */
  static String command(String line) {
    int hidden = line.indexOf(SessionListener.HIDDEN);
    if (hidden >= 0) {
      return escape(line.substring(0, hidden)) + "*";
    }
    String text = withoutTrailingBlank(escape(line));
    return text.endsWith("*") ? text.substring(0, text.length() - 1) + "\\*" : text;
  }

  /** Returns what follows the code of a reply; nothing if the text is hidden. */
  static String reply(String mark, String line) {
    return withoutTrailingBlank(mark + (line.equals(SessionListener.HIDDEN) ? "" : escape(line)));
  }

  /** Escapes a blank at the end of a line, which a Java text block would drop. */
  private static String withoutTrailingBlank(String text) {
    return text.endsWith(" ") ? text.substring(0, text.length() - 1) + "\\x20" : text;
  }

  static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().forEach(c -> escape(c, out));
    return out.toString();
  }

  private static void escape(int c, StringBuilder out) {
    if (c == '\\') {
      out.append("\\\\");
    } else if (isPlain(c)) {
      out.appendCodePoint(c);
    } else {
      for (byte b : Character.toString(c).getBytes(UTF_8)) {
        out.append("\\x").append(HEX.charAt(b >> 4 & 0xF)).append(HEX.charAt(b & 0xF));
      }
    }
  }

  private static boolean isPlain(int c) {
    boolean otherBlank = c != ' ' && Character.getType(c) == Character.SPACE_SEPARATOR;
    return PrintableText.isPrintable(c) && !otherBlank;
  }

  /** Appends a byte of the content: ASCII as it is, any other byte in hexadecimal. */
  static void escape(byte b, StringBuilder out) {
    if (b >= ' ' && b < 0x7f) {
      escape((int) b, out);
    } else {
      out.append("\\x").append(HEX.charAt(b >> 4 & 0xF)).append(HEX.charAt(b & 0xF));
    }
  }
}
