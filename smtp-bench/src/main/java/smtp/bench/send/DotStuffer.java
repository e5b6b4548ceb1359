package smtp.bench.send;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Doubles the dots of content whose lines end with CRLF, through a buffer. It only searches eight
 * bytes at a time for dots and does not normalize line endings: less than any client does.
 */
final class DotStuffer {

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long EACH = 0x0101010101010101L;
  private static final byte[] END = {'.', '\r', '\n'};

  private final byte[] buffer = new byte[64 * 1024];
  private int used;

  void send(byte[] content, OutputStream out) throws IOException {
    int run = 0;
    int i = 1;
    for (; i <= content.length - Long.BYTES; i += Long.BYTES) {
      if (holdsDot(content, i)) {
        run = stuff(content, i, i + Long.BYTES, run, out);
      }
    }
    run = stuff(content, i, content.length, run, out);
    put(content, run, content.length, out);
    put(END, 0, END.length, out);
    out.write(buffer, 0, used);
    used = 0;
  }

  private static boolean holdsDot(byte[] content, int index) {
    long word = (long) WORDS.get(content, index) ^ (EACH * '.');
    return ((word - EACH) & ~word & (EACH << 7)) != 0;
  }

  private int stuff(byte[] content, int from, int to, int run, OutputStream out)
      throws IOException {
    int start = run;
    for (int i = from; i < to; i++) {
      if (content[i] == '.' && content[i - 1] == '\n') {
        put(content, start, i + 1, out);
        start = i;
      }
    }
    return start;
  }

  private void put(byte[] bytes, int from, int to, OutputStream out) throws IOException {
    for (int i = from; i < to; ) {
      int part = Math.min(to - i, buffer.length - used);
      System.arraycopy(bytes, i, buffer, used, part);
      i += part;
      used += part;
      if (used == buffer.length) {
        out.write(buffer);
        used = 0;
      }
    }
  }
}
