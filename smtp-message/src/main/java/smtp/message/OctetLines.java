package smtp.message;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads lines, each ended by CRLF, LF or CR: what is a line here is one on the wire, where each of
 * them becomes CRLF.
 */
final class OctetLines {

  private static final int MAX_PIECE = 64 * 1024;

  private final BufferedInputStream in;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long count;

  /** The length of the line's end. */
  private int end;

  OctetLines(InputStream in) {
    this.in = new BufferedInputStream(in, MAX_PIECE);
  }

  /**
   * Reads a line, or the next piece of a very long one.
   *
   * @return false at the end
   */
  boolean next() throws IOException {
    line.reset();
    end = 0;
    while (line.size() < MAX_PIECE) {
      int octet = read();
      if (octet < 0) {
        return line.size() > 0;
      }
      line.write(octet);
      if (octet == '\n' || octet == '\r') {
        end = 1;
        if (octet == '\r' && isNextLf()) {
          line.write(read());
          end = 2;
        }
        return true;
      }
    }
    return true;
  }

  private int read() throws IOException {
    int octet = in.read();
    count += octet < 0 ? 0 : 1;
    return octet;
  }

  private boolean isNextLf() throws IOException {
    in.mark(1);
    int octet = in.read();
    in.reset();
    return octet == '\n';
  }

  /** Tells whether the line has its end, and is not a piece or the last without one. */
  boolean ended() {
    return end > 0;
  }

  /** Tells whether the line ends with CRLF. */
  boolean isCrlf() {
    return end == 2;
  }

  /** Returns the line with its end. */
  byte[] octets() {
    return line.toByteArray();
  }

  /** Returns the line without its end. */
  byte[] content() {
    return Arrays.copyOf(line.toByteArray(), line.size() - end);
  }

  /** Returns the number of octets read so far. */
  long count() {
    return count;
  }

  /** Returns what was not read yet. */
  InputStream rest() {
    return in;
  }

  /** Decodes UTF-8, or octets as they are if it is not. */
  static String text(byte[] octets) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
    } catch (CharacterCodingException e) {
      return new String(octets, StandardCharsets.ISO_8859_1);
    }
  }
}
