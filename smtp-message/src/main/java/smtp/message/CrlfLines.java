package smtp.message;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Writes every line end, whether CRLF, CR or LF, as CRLF. */
final class CrlfLines extends OutputStream {

  private final OutputStream out;
  private boolean afterCr;

  CrlfLines(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] octets, int offset, int count) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream(count + count / 16 + 2);
    for (int i = offset; i < offset + count; i++) {
      boolean end = octets[i] == '\r' || octets[i] == '\n';
      if (!end) {
        lines.write(octets[i]);
      } else if (octets[i] == '\r' || !afterCr) {
        lines.write('\r');
        lines.write('\n');
      }
      afterCr = octets[i] == '\r';
    }
    lines.writeTo(out);
  }
}
