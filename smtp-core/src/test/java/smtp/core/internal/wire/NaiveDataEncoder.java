package smtp.core.internal.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** A naive encoder as an oracle: the whole content at once, one character for each byte. */
final class NaiveDataEncoder {

  private NaiveDataEncoder() {}

  /** Returns the content with every line end a CRLF, the last one included. */
  static String normalize(byte[] content) {
    String text = new String(content, ISO_8859_1).replaceAll("\r\n|\r|\n", "\r\n");
    return text.isEmpty() || text.endsWith("\r\n") ? text : text + "\r\n";
  }

  static String encode(DataEncoder.Form form, byte[] content) {
    return switch (form) {
      case DATA -> normalize(content).replaceAll("(?<=^|\n)\\.", "..") + ".\r\n";
      case BDAT -> normalize(content);
      case BINARY -> new String(content, ISO_8859_1);
    };
  }

  /** Decodes {@code DATA} as a server does: up to the line with the lone dot. */
  static String decode(String wire) {
    StringBuilder content = new StringBuilder();
    String rest = wire;
    while (!rest.startsWith(".\r\n")) {
      int end = rest.indexOf("\r\n") + 2;
      content.append(rest, rest.startsWith(".") ? 1 : 0, end);
      rest = rest.substring(end);
    }
    if (rest.length() != 3) {
      throw new AssertionError("Octets behind the end of data");
    }
    return content.toString();
  }
}
