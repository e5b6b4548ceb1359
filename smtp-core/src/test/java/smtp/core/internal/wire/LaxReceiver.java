package smtp.core.internal.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * A server that receives content as laxly as any that was found (CVE-2023-51764 to 51766): a line
 * ends with CRLF, CR or LF, and NUL ends a text.
 */
final class LaxReceiver {

  private LaxReceiver() {}

  /** Returns the content up to the first line that ends it, and then the lines after it. */
  static List<String> receive(String wire) {
    List<String> received = new ArrayList<>();
    StringBuilder content = new StringBuilder();
    boolean ended = false;
    for (String line : lines(wire)) {
      if (ended) {
        received.add(line);
      } else if (line.equals(".") || line.startsWith(".\0")) {
        received.add(content.toString());
        ended = true;
      } else {
        content.append(line, line.startsWith(".") ? 1 : 0, line.length()).append("\r\n");
      }
    }
    return received;
  }

  private static List<String> lines(String wire) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < wire.length(); i++) {
      char c = wire.charAt(i);
      if (c == '\r' || c == '\n') {
        lines.add(wire.substring(start, i));
        i += c == '\r' && wire.startsWith("\n", i + 1) ? 1 : 0;
        start = i + 1;
      }
    }
    return lines;
  }
}
