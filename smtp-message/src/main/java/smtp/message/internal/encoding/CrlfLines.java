package smtp.message.internal.encoding;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Passes lines on with CRLF, whether they ended with CRLF, CR or LF. */
public final class CrlfLines extends OutputStream {

  private final OutputStream out;
  private boolean afterCr;

  /** Makes a stream that writes to another. */
  public CrlfLines(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream(count + count / 16 + 2);
    for (int i = offset; i < offset + count; i++) {
      boolean end = bytes[i] == '\r' || bytes[i] == '\n';
      if (!end) {
        lines.write(bytes[i]);
      } else if (bytes[i] == '\r' || !afterCr) {
        lines.write('\r');
        lines.write('\n');
      }
      afterCr = bytes[i] == '\r';
    }
    lines.writeTo(out);
  }
}
