package smtp.core.model;

import java.util.function.IntConsumer;

/** Finds replies in bytes, and passes on their codes. Independent of the client's own parser. */
final class ReplyCodes {

  static final int GARBAGE = -1;
  private static final int CODE_LENGTH = 3;

  private final StringBuilder line = new StringBuilder();
  private final IntConsumer codes;
  private boolean within;

  ReplyCodes(IntConsumer codes) {
    this.codes = codes;
  }

  /** Returns whether nothing of a reply has come without its end. */
  boolean isBetween() {
    return line.isEmpty() && !within;
  }

  void add(byte[] bytes) {
    for (byte one : bytes) {
      line.append((char) one);
      if (one == '\n') {
        ended(line.toString());
        line.setLength(0);
      }
    }
  }

  private void ended(String text) {
    int code = text.length() > CODE_LENGTH + 1 ? code(text) : GARBAGE;
    within = code != GARBAGE && text.charAt(CODE_LENGTH) == '-';
    if (!within) {
      codes.accept(code);
    }
  }

  private static int code(String text) {
    int code = 0;
    for (int i = 0; i < CODE_LENGTH; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return GARBAGE;
      }
      code = 10 * code + digit;
    }
    char next = text.charAt(CODE_LENGTH);
    boolean good = text.endsWith("\r\n") && (next == ' ' || next == '-' || next == '\r');
    return good ? code : GARBAGE;
  }
}
