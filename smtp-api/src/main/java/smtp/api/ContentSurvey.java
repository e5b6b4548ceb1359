package smtp.api;

/** Counts the bytes of a content as if every line ended with CRLF, and notes 8-bit ones. */
final class ContentSurvey {

  private long count;
  private long added;
  private byte last = '\n';
  private int union;

  void add(byte[] bytes, int length) {
    add(bytes, 0, length);
  }

  void add(byte[] bytes, int offset, int length) {
    long extra = 0;
    byte previous = last;
    int seen = union;
    // The first "previous" is a line end, as an empty content has no line to end; it is not a CR.
    for (int i = offset; i < offset + length; i++) {
      byte b = bytes[i];
      seen |= b;
      if (b == '\n') {
        extra += previous == '\r' ? 0 : 1;
      } else if (previous == '\r') {
        extra++;
      }
      previous = b;
    }
    count += length;
    added += extra;
    last = previous;
    union = seen;
  }

  /** Returns how many bytes there were. */
  long bytes() {
    return count;
  }

  /** Returns the size when a last line without its CRLF, or with a CR alone, is completed. */
  long size() {
    return count + added + (last == '\n' ? 0 : last == '\r' ? 1 : 2);
  }

  /** Whether every line ends with CRLF already. */
  boolean hasCanonicalLines() {
    return size() == count;
  }

  Content.Encoding encoding() {
    return union < 0 ? Content.Encoding.EIGHT_BIT : Content.Encoding.SEVEN_BIT;
  }
}
