package smtp.message.internal.encoding;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Encodes text with CRLF line ends in quoted-printable (RFC 2045, section 6.7). */
public final class QuotedPrintable {

  private static final int LINE = 76;
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'
  };

  private final byte[] text;
  private final OutputStream out;
  private final byte[] buffer = new byte[4096];
  private int count;
  private long total;
  private int column;

  private QuotedPrintable(byte[] text, OutputStream out) {
    this.text = text;
    this.out = out;
  }

  /** Writes text encoded. */
  public static void write(byte[] text, OutputStream out) throws IOException {
    new QuotedPrintable(text, out).write();
  }

  /** Returns how many bytes the text is when encoded. */
  public static long size(byte[] text) {
    try {
      return new QuotedPrintable(text, OutputStream.nullOutputStream()).write();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long write() throws IOException {
    for (int i = 0; i < text.length; i++) {
      if (isLineEnd(i)) {
        put('\r');
        put('\n');
        column = 0;
        i++;
      } else {
        write(text[i], isLiteral(i));
      }
    }
    flush();
    return total;
  }

  private void write(byte b, boolean literal) throws IOException {
    int width = literal ? 1 : 3;
    // The last column is for the "=" of a soft line break.
    if (column + width > LINE - 1) {
      put('=');
      put('\r');
      put('\n');
      column = 0;
    }
    if (literal) {
      put(b);
    } else {
      put('=');
      put(HEX[b >> 4 & 0xf]);
      put(HEX[b & 0xf]);
    }
    column += width;
  }

  private boolean isLineEnd(int i) {
    return text[i] == '\r' && i + 1 < text.length && text[i + 1] == '\n';
  }

  /** Whitespace at the end of a line may be lost in transit, so it is encoded. */
  private boolean isLiteral(int i) {
    byte b = text[i];
    if (b == ' ' || b == '\t') {
      return i + 1 < text.length && !isLineEnd(i + 1);
    }
    return b > ' ' && b < 0x7f && b != '=';
  }

  private void put(int b) throws IOException {
    if (count == buffer.length) {
      flush();
    }
    buffer[count++] = (byte) b;
  }

  private void flush() throws IOException {
    out.write(buffer, 0, count);
    total += count;
    count = 0;
  }
}
