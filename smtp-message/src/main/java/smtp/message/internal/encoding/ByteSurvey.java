package smtp.message.internal.encoding;

import java.io.OutputStream;
import smtp.api.Content;

/** Finds out the encoding and the size of the bytes that are written to it. */
public final class ByteSurvey extends OutputStream {

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
  public void write(int b) {
    take((byte) b);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      take(bytes[i]);
    }
  }

  private void take(byte b) {
    count++;
    if (b == '\n') {
      crlf |= afterCr;
      bareLf |= !afterCr;
      size += afterCr ? 0 : 2;
      column = 0;
    } else {
      bareCr |= afterCr;
      takeInLine(b);
    }
    afterCr = b == '\r';
  }

  private void takeInLine(byte b) {
    if (b == '\r') {
      size += 2;
      column = 0;
      return;
    }
    size++;
    column++;
    eightBit |= b < 0;
    binary |= b == 0 || column > MAX_LINE;
  }

  /** Returns the number of bytes as they are. */
  public long count() {
    return count;
  }

  /** Returns the number of bytes when each line, the last one too, ends with CRLF. */
  public long size() {
    return column > 0 ? size + 2 : size;
  }

  /** Returns the least encoding that allows the bytes. */
  public Content.Encoding encoding() {
    if (binary) {
      return Content.Encoding.BINARY;
    }
    return eightBit ? Content.Encoding.EIGHT_BIT : Content.Encoding.SEVEN_BIT;
  }

  /** Returns whether all bytes are ASCII. */
  public boolean isAscii() {
    return !eightBit;
  }

  /** Returns whether every line ends with CRLF. */
  public boolean isCrlf() {
    return !bareLf && !hasBareCr();
  }

  /** Returns whether all lines end alike, so that it is clear where lines end. */
  public boolean isUniform() {
    return !hasBareCr() && !(bareLf && crlf);
  }

  private boolean hasBareCr() {
    return bareCr || afterCr;
  }
}
