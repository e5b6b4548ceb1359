package smtp.bench;

import java.io.OutputStream;
import smtp.core.internal.wire.ByteSink;

/** Replaces a connection: copies bytes to a buffer of the usual size and discards it when full. */
final class Wire extends OutputStream implements ByteSink<RuntimeException> {

  private final byte[] buffer = new byte[64 * 1024];
  private int used;
  private long forgotten;

  @Override
  public void write(byte[] bytes, int offset, int length) {
    if (length > buffer.length - used) {
      writeLong(bytes, offset, length);
    } else {
      System.arraycopy(bytes, offset, buffer, used, length);
      used += length;
    }
  }

  private void writeLong(byte[] bytes, int offset, int length) {
    int end = offset + length;
    for (int from = offset; from < end; ) {
      int part = Math.min(end - from, buffer.length - used);
      System.arraycopy(bytes, from, buffer, used, part);
      from += part;
      used += part;
      if (used == buffer.length) {
        forgotten += used;
        used = 0;
      }
    }
  }

  @Override
  public void write(int value) {
    write(new byte[] {(byte) value}, 0, 1);
  }

  /** Returns how many bytes were written. */
  long total() {
    return forgotten + used;
  }
}
