package smtp.message.support;

import java.util.List;
import java.util.stream.Collectors;

/** What a stored message is when it is sent, derived in a second way: line by line. */
public final class StoredText {

  private StoredText() {}

  /** Returns text with LF for all line ends, and none at its end. */
  public static String lines(String text) {
    return text.replace("\r\n", "\n").replace('\r', '\n').stripTrailing();
  }

  /**
   * Returns text without Bcc and without the separator of an mbox file, with line ends as {@link
   * #lines} has them.
   */
  public static String withoutBcc(String text) {
    StringBuilder out = new StringBuilder();
    boolean header = true;
    boolean top = true;
    boolean left = false;
    List<String> lines = List.of(lines(text + "\r.").split("\n", -1));
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      header &= !line.isEmpty();
      if (i == 0 || !isFolded(line)) {
        String field = field(lines.subList(i, lines.size()));
        top &= field.startsWith("From ") && !name(field).equals("From");
        left = top || name(field).matches("(?i)(resent-)?bcc");
      }
      out.append(header && left ? "" : line + "\n");
    }
    return lines(out.substring(0, out.lastIndexOf(".")));
  }

  private static boolean isFolded(String line) {
    return line.startsWith(" ") || line.startsWith("\t");
  }

  /** Returns the first line and its continuation lines, where the colon may be. */
  private static String field(List<String> lines) {
    return lines.getFirst()
        + lines.stream().skip(1).takeWhile(StoredText::isFolded).collect(Collectors.joining());
  }

  private static String name(String field) {
    return field.substring(0, Math.max(0, field.indexOf(':'))).stripTrailing();
  }
}
