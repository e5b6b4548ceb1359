package smtp.message;

/** A second opinion on what becomes of a stored message: line by line, as a server sees it. */
final class StoredText {

  private StoredText() {}

  /** Returns text with LF for all line ends, and none at its end. */
  static String lines(String text) {
    return text.replace("\r\n", "\n").replace('\r', '\n').stripTrailing();
  }

  /**
   * Leaves out Bcc, and what separates messages in a mailbox file, the simple way; gives line ends
   * as {@link #lines} does.
   */
  static String withoutBcc(String text) {
    StringBuilder out = new StringBuilder();
    boolean header = true;
    boolean top = true;
    boolean left = false;
    for (String line : lines(text + "\r.").split("\n", -1)) {
      header &= !line.isEmpty();
      if (!line.startsWith(" ") && !line.startsWith("\t")) {
        top &= line.startsWith("From ");
        left = top || isBlind(line);
      }
      out.append(header && left ? "" : line + "\n");
    }
    return lines(out.substring(0, out.lastIndexOf(".")));
  }

  private static boolean isBlind(String line) {
    int colon = line.indexOf(':');
    return colon > 0 && line.substring(0, colon).stripTrailing().matches("(?i)(resent-)?bcc");
  }
}
