package smtp.api;

/** Counts the octets that content has once its line ends are CRLF, and looks for 8-bit ones. */
final class ContentSurvey {

  private long count;
  private long added;
  private byte last = '\n';
  private int union;

  void add(byte[] octets, int length) {
    long extra = 0;
    byte previous = last;
    int seen = union;
    // An empty content has no line to end, hence the first "previous" is a line end; it is not a
    // CR.
    for (int i = 0; i < length; i++) {
      byte octet = octets[i];
      seen |= octet;
      if (octet == '\n') {
        extra += previous == '\r' ? 0 : 1;
      } else if (previous == '\r') {
        extra++;
      }
      previous = octet;
    }
    count += length;
    added += extra;
    last = previous;
    union = seen;
  }

  /** The size with a CR at the end completed to CRLF, or CRLF added to a line without an end. */
  long size() {
    return count + added + (last == '\n' ? 0 : last == '\r' ? 1 : 2);
  }

  /** Tells whether nothing has to be added for every line to end with CRLF. */
  boolean hasCanonicalLines() {
    return size() == count;
  }

  Content.Encoding encoding() {
    return union < 0 ? Content.Encoding.EIGHT_BIT : Content.Encoding.SEVEN_BIT;
  }
}
