package smtp.core.internal.wire;

/** Quotes octets from outside for messages: printable ASCII, on one line, and not much of it. */
final class Quoting {

  private static final int MAX = 100;
  private static final String HEX = "0123456789abcdef";

  private Quoting() {}

  /** Quotes the beginning of {@code [from, to)}; what does not print appears as {@code \xhh}. */
  static String quote(byte[] octets, int from, int to) {
    StringBuilder out = new StringBuilder("\"");
    int i = from;
    while (i < to && out.length() < MAX) {
      append(octets[i++], out);
    }
    return out.append(i < to ? "\"..." : "\"").toString();
  }

  private static void append(byte octet, StringBuilder out) {
    if (octet == '"' || octet == '\\') {
      out.append('\\').append((char) octet);
    } else if (octet >= ' ' && octet < 0x7F) {
      out.append((char) octet);
    } else {
      out.append("\\x").append(HEX.charAt(octet >> 4 & 0xF)).append(HEX.charAt(octet & 0xF));
    }
  }
}
