package smtp.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Writer;

/** How content is at hand. */
public enum Supply {
  /** In memory. */
  ARRAY {
    @Override
    void give(byte[] octets, OutputStream out) throws IOException {
      out.write(octets, 0, octets.length);
    }

    @Override
    void give(String text, byte[] octets, Writer out) throws IOException {
      out.write(text);
    }
  },
  /** As a stream that fills a buffer again and again, of the size that {@code transferTo} takes. */
  STREAM {
    @Override
    void give(byte[] octets, OutputStream out) throws IOException {
      try (InputStream stream = new Octets(octets)) {
        stream.transferTo(out);
      }
    }

    @Override
    void give(String text, byte[] octets, Writer out) throws IOException {
      try (InputStreamReader reader = new InputStreamReader(new Octets(octets), ISO_8859_1)) {
        reader.transferTo(out);
      }
    }
  };

  /** Gives octets to a client that takes octets. */
  abstract void give(byte[] octets, OutputStream out) throws IOException;

  /** Gives them to one that takes characters, which are there already if they are in memory. */
  abstract void give(String text, byte[] octets, Writer out) throws IOException;

  /** Unlike the JDK's stream of an array it does not hand over the array itself. */
  private static final class Octets extends InputStream {
    private final byte[] octets;
    private int position;

    Octets(byte[] octets) {
      this.octets = octets;
    }

    @Override
    public int read() {
      return position < octets.length ? octets[position++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      int count = Math.min(length, octets.length - position);
      System.arraycopy(octets, position, target, offset, count);
      position += count;
      return count > 0 ? count : -1;
    }
  }
}
