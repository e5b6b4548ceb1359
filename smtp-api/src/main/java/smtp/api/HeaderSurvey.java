package smtp.api;

/**
 * Notes whether the header fields of a content, up to the first empty line, have bytes that are not
 * ASCII: such a message needs SMTPUTF8 (RFC 6532).
 */
final class HeaderSurvey {

  private boolean over;
  private boolean emptyLine = true;
  private boolean eightBit;

  void add(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length && !over; i++) {
      byte b = bytes[i];
      eightBit |= b < 0;
      over = b == '\n' && emptyLine;
      emptyLine = b == '\n' || (b == '\r' && emptyLine);
    }
  }

  boolean hasUtf8() {
    return eightBit;
  }
}
