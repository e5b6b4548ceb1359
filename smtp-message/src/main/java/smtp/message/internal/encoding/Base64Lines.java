package smtp.message.internal.encoding;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Encodes a stream in base64 with lines of 76 characters (RFC 2045, 6.8), in constant memory. */
public final class Base64Lines {

  private static final int LINE = 76;
  private static final int BYTES_IN_LINE = LINE / 4 * 3;
  private static final int LINES_IN_CHUNK = 512;
  private static final byte[] CRLF = "\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final Base64.Encoder ENCODER = Base64.getMimeEncoder(LINE, CRLF);

  private Base64Lines() {}

  /**
   * Encodes what {@code in} holds, without a line end after the last line.
   *
   * @return the number of bytes that were read
   */
  public static long write(InputStream in, OutputStream out) throws IOException {
    // Whole lines at a time, so that there is padding at the end only.
    byte[] bytes = new byte[chunk(in.available())];
    byte[] encoded = new byte[(int) size(bytes.length)];
    long length = 0;
    int count;
    while ((count = in.readNBytes(bytes, 0, bytes.length)) > 0) {
      if (length > 0) {
        out.write(CRLF);
      }
      length += count;
      byte[] exact = count == bytes.length ? bytes : Arrays.copyOf(bytes, count);
      out.write(encoded, 0, ENCODER.encode(exact, encoded));
    }
    return length;
  }

  /** Returns the size of the buffer: small bodies get small ones. */
  private static int chunk(int available) {
    int lines = Math.clamp(available / BYTES_IN_LINE + 1, 16, LINES_IN_CHUNK);
    return lines * BYTES_IN_LINE;
  }

  /** Returns how many bytes {@code length} bytes are when encoded. */
  public static long size(long length) {
    long lines = (length + BYTES_IN_LINE - 1) / BYTES_IN_LINE;
    return (length + 2) / 3 * 4 + Math.max(0, lines - 1) * CRLF.length;
  }
}
