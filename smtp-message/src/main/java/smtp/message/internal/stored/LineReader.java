package smtp.message.internal.stored;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads lines that end with CRLF, LF or CR. The session sends each of these as CRLF, so a line here
 * is a line on the wire.
 */
public final class LineReader {

  private static final int MAX_PIECE = 64 * 1024;

  private final BufferedInputStream in;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long count;

  /** The length of the line end that was read. */
  private int end;

  /** Makes a reader of a stream, which it does not close. */
  public LineReader(InputStream in) {
    this.in = new BufferedInputStream(in, MAX_PIECE);
  }

  /**
   * Reads a line, or the next piece of a very long one.
   *
   * @return false at the end of the stream
   */
  boolean next() throws IOException {
    line.reset();
    end = 0;
    while (line.size() < MAX_PIECE) {
      int b = read();
      if (b < 0) {
        return line.size() > 0;
      }
      line.write(b);
      if (b == '\n' || b == '\r') {
        end = 1;
        if (b == '\r' && isNextLf()) {
          line.write(read());
          end = 2;
        }
        return true;
      }
    }
    return true;
  }

  private int read() throws IOException {
    int b = in.read();
    count += b < 0 ? 0 : 1;
    return b;
  }

  private boolean isNextLf() throws IOException {
    in.mark(1);
    int b = in.read();
    in.reset();
    return b == '\n';
  }

  /** Returns whether the line has an end, and is not a piece or the last line without one. */
  boolean ended() {
    return end > 0;
  }

  /** Returns whether the line ends with CRLF. */
  boolean isCrlf() {
    return end == 2;
  }

  /** Returns the line with its end. */
  byte[] bytes() {
    return line.toByteArray();
  }

  /** Returns the line without its end. */
  byte[] content() {
    return Arrays.copyOf(line.toByteArray(), line.size() - end);
  }

  /** Returns the number of bytes read so far. */
  long count() {
    return count;
  }

  /** Returns the stream with what was not read yet. */
  public InputStream rest() {
    return in;
  }

  /** Decodes bytes as UTF-8, or as ISO 8859-1 if they are not UTF-8. */
  static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }
}
