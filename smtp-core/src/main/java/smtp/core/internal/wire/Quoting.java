package smtp.core.internal.wire;

import java.util.Arrays;
import java.util.HexFormat;

/** Quotes bytes of a server in messages: in printable ASCII, on one line, and shortened. */
public final class Quoting {

  private static final int MAX = 100;
  private static final String HEX = "0123456789abcdef";

  private Quoting() {}

  /** Quotes the beginning of {@code [from, to)}, with unprintable bytes as {@code \xhh}. */
  static String quote(byte[] bytes, int from, int to) {
    StringBuilder out = new StringBuilder("\"");
    int i = from;
    while (i < to && out.length() < MAX) {
      append(bytes[i++], out);
    }
    return out.append(i < to ? "\"..." : "\"").toString();
  }

  private static void append(byte b, StringBuilder out) {
    if (b == '"' || b == '\\') {
      out.append('\\').append((char) b);
    } else if (b >= ' ' && b < 0x7F) {
      out.append((char) b);
    } else {
      out.append("\\x").append(HEX.charAt(b >> 4 & 0xF)).append(HEX.charAt(b & 0xF));
    }
  }

  /** Returns the bytes of a text as they were before they were quoted. */
  public static byte[] unquoted(String text) {
    byte[] bytes = new byte[text.length()];
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      boolean hex = text.startsWith("\\x", i) && i + 4 <= text.length();
      if (text.charAt(i) == '\\' && !hex && i + 1 < text.length()) {
        i++;
      }
      bytes[length++] = (byte) (hex ? HexFormat.fromHexDigits(text, i + 2, i + 4) : text.charAt(i));
      i += hex ? 3 : 0;
    }
    return Arrays.copyOf(bytes, length);
  }
}
