package smtp.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Encodes a stream in lines of base64 (RFC 2045, section 6.8), in constant memory. */
final class Base64Lines {

  private static final int LINE = 76;
  private static final int OCTETS_IN_LINE = LINE / 4 * 3;
  private static final int LINES_IN_CHUNK = 512;
  private static final byte[] CRLF = "\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final Base64.Encoder ENCODER = Base64.getMimeEncoder(LINE, CRLF);

  private Base64Lines() {}

  /** Writes what {@code in} holds, without a line end behind the last line; returns its length. */
  static long write(InputStream in, OutputStream out) throws IOException {
    // Whole lines at a time, so that padding is at the end only.
    byte[] octets = new byte[chunk(in.available())];
    byte[] encoded = new byte[(int) size(octets.length)];
    long length = 0;
    int count;
    while ((count = in.readNBytes(octets, 0, octets.length)) > 0) {
      if (length > 0) {
        out.write(CRLF);
      }
      length += count;
      byte[] exact = count == octets.length ? octets : Arrays.copyOf(octets, count);
      out.write(encoded, 0, ENCODER.encode(exact, encoded));
    }
    return length;
  }

  /** Small bodies get small buffers. */
  private static int chunk(int available) {
    int lines = Math.clamp(available / OCTETS_IN_LINE + 1, 16, LINES_IN_CHUNK);
    return lines * OCTETS_IN_LINE;
  }

  /** Returns the number of octets that {@code length} octets become. */
  static long size(long length) {
    long lines = (length + OCTETS_IN_LINE - 1) / OCTETS_IN_LINE;
    return (length + 2) / 3 * 4 + Math.max(0, lines - 1) * CRLF.length;
  }
}
