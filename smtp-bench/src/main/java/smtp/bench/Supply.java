package smtp.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Writer;

/** How content is supplied to an encoder. */
public enum Supply {
  /** As an array in memory. */
  ARRAY {
    @Override
    void give(byte[] bytes, OutputStream out) throws IOException {
      out.write(bytes, 0, bytes.length);
    }

    @Override
    void give(String text, byte[] bytes, Writer out) throws IOException {
      out.write(text);
    }
  },
  /** As a stream that fills a buffer repeatedly, of the size that {@code transferTo} uses. */
  STREAM {
    @Override
    void give(byte[] bytes, OutputStream out) throws IOException {
      try (InputStream stream = new Bytes(bytes)) {
        stream.transferTo(out);
      }
    }

    @Override
    void give(String text, byte[] bytes, Writer out) throws IOException {
      try (InputStreamReader reader = new InputStreamReader(new Bytes(bytes), ISO_8859_1)) {
        reader.transferTo(out);
      }
    }
  };

  /** Writes bytes to a client that accepts bytes. */
  abstract void give(byte[] bytes, OutputStream out) throws IOException;

  /** Writes characters to a client that accepts them; in memory they already exist. */
  abstract void give(String text, byte[] bytes, Writer out) throws IOException;

  /** Unlike the JDK's stream of an array, it does not pass on the array itself. */
  private static final class Bytes extends InputStream {
    private final byte[] bytes;
    private int position;

    Bytes(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() {
      return position < bytes.length ? bytes[position++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      int count = Math.min(length, bytes.length - position);
      System.arraycopy(bytes, position, target, offset, count);
      position += count;
      return count > 0 ? count : -1;
    }
  }
}
