package smtp.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Contents of one MiB, each a repeated pattern. */
public enum Contents {
  /** Lines that end with CRLF: nothing has to be changed. */
  CLEAN_CRLF(Contents.LINE + "\r\n"),
  /** The same, and one line in twenty begins with a dot. */
  CRLF_DOTS(Contents.DOT_LINE + "\r\n" + (Contents.LINE + "\r\n").repeat(19)),
  /** The same, but lines end with LF. */
  LF_DOTS(Contents.DOT_LINE + "\n" + (Contents.LINE + "\n").repeat(19)),
  /** Every line begins with a dot. */
  DOT_LINES(Contents.DOT_LINE + "\r\n"),
  /** Only dots. */
  ALL_DOTS("."),
  /** One line without a line ending. */
  NO_LINE_END("x"),
  /** Lines with a single dot: the most that can be stuffed. */
  LONE_DOTS(".\r\n"),
  /** Blank lines that end with LF: the most that can be normalized. */
  BLANK_LF("\n");

  static final int SIZE = 1024 * 1024;

  /** With the first letter 72 characters, as text is usually wrapped. */
  private static final String REST =
      "he quick brown fox jumps over the lazy dog, and over again: 0123456789.";

  private static final String LINE = "T" + REST;
  private static final String DOT_LINE = "." + REST;

  private final String pattern;

  Contents(String pattern) {
    this.pattern = pattern;
  }

  byte[] bytes() {
    return pattern.repeat(SIZE / pattern.length() + 1).substring(0, SIZE).getBytes(US_ASCII);
  }
}
