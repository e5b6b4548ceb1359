package smtp.message.internal.encoding;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import smtp.api.Content;

/**
 * Passes lines on with CRLF, whether they ended with CRLF, CR or LF.
 *
 * <p>Everything that this module writes and is not binary data goes through here, or has CRLF from
 * the start. So text is the same bytes in all forms, the binary one too, and {@link Content#size()}
 * is the number of bytes written.
 *
 * <p>Lines that have CRLF already are not copied. The stream that it writes to is never closed.
 */
public final class CrlfLines extends OutputStream {

  private static final byte[] CRLF = "\r\n".getBytes(StandardCharsets.US_ASCII);

  private final OutputStream out;
  private boolean afterCr;
  private boolean inLine;

  /** Makes a stream that writes to another. */
  public CrlfLines(OutputStream out) {
    this.out = out;
  }

  /** Writes content: as lines, each of which ends with CRLF, unless it is binary. */
  public static void write(Content content, OutputStream out) throws Exception {
    if (content.encoding() == Content.Encoding.BINARY) {
      content.writeTo(out);
      return;
    }
    CrlfLines lines = new CrlfLines(out);
    content.writeTo(lines);
    lines.endLine();
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    if (count == 0) {
      return;
    }
    int end = offset + count;
    // The CRLF of a CR was written when the CR came.
    int written = afterCr && bytes[offset] == '\n' ? offset + 1 : offset;
    for (int at = written; at < end; at++) {
      if (isCrlf(bytes, at, end)) {
        at++;
      } else if (isLineEnd(bytes[at])) {
        out.write(bytes, written, at - written);
        out.write(CRLF);
        written = at + 1;
      }
    }
    out.write(bytes, written, end - written);
    afterCr = bytes[end - 1] == '\r';
    inLine = !isLineEnd(bytes[end - 1]);
  }

  private static boolean isCrlf(byte[] bytes, int at, int end) {
    return bytes[at] == '\r' && at + 1 < end && bytes[at + 1] == '\n';
  }

  private static boolean isLineEnd(byte b) {
    return b == '\r' || b == '\n';
  }

  /** Ends the last line, unless it has an end. */
  public void endLine() throws IOException {
    if (inLine) {
      out.write(CRLF);
      inLine = false;
    }
  }
}
