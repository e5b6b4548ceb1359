package smtp.message;

import java.io.OutputStream;
import smtp.api.Content;

/** Learns what octets are, line by line, while they pass by. */
final class OctetSurvey extends OutputStream {

  /** RFC 5322, section 2.1.1; longer lines are binary data (RFC 2045, section 2.9). */
  private static final int MAX_LINE = 998;

  private long count;
  private long size;
  private long column;
  private boolean afterCr;
  private boolean crlf;
  private boolean bareCr;
  private boolean bareLf;
  private boolean eightBit;
  private boolean binary;

  @Override
  public void write(int octet) {
    take((byte) octet);
  }

  @Override
  public void write(byte[] octets, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      take(octets[i]);
    }
  }

  private void take(byte octet) {
    count++;
    if (octet == '\n') {
      crlf |= afterCr;
      bareLf |= !afterCr;
      size += afterCr ? 0 : 2;
      column = 0;
    } else {
      bareCr |= afterCr;
      takeInLine(octet);
    }
    afterCr = octet == '\r';
  }

  private void takeInLine(byte octet) {
    if (octet == '\r') {
      size += 2;
      column = 0;
      return;
    }
    size++;
    column++;
    eightBit |= octet < 0;
    binary |= octet == 0 || column > MAX_LINE;
  }

  /** Returns the number of octets as they are. */
  long count() {
    return count;
  }

  /** Returns the number of octets once each line, the last one too, ends with CRLF. */
  long size() {
    return column > 0 ? size + 2 : size;
  }

  Content.Encoding encoding() {
    if (binary) {
      return Content.Encoding.BINARY;
    }
    return eightBit ? Content.Encoding.EIGHT_BIT : Content.Encoding.SEVEN_BIT;
  }

  /** Tells whether every line ends with CRLF. */
  boolean isCrlf() {
    return !bareLf && !hasBareCr();
  }

  /** Tells whether all lines end alike, so that it is clear which text was meant. */
  boolean isUniform() {
    return !hasBareCr() && !(bareLf && crlf);
  }

  private boolean hasBareCr() {
    return bareCr || afterCr;
  }
}
