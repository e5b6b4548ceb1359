package smtp.bench;

import java.io.OutputStream;
import smtp.core.internal.wire.OctetSink;

/** Stands for a connection: copies octets to a buffer of the usual size, and forgets a full one. */
final class Wire extends OutputStream implements OctetSink<RuntimeException> {

  private final byte[] buffer = new byte[64 * 1024];
  private int used;
  private long forgotten;

  @Override
  public void write(byte[] octets, int offset, int length) {
    if (length > buffer.length - used) {
      writeLong(octets, offset, length);
    } else {
      System.arraycopy(octets, offset, buffer, used, length);
      used += length;
    }
  }

  private void writeLong(byte[] octets, int offset, int length) {
    int end = offset + length;
    for (int from = offset; from < end; ) {
      int part = Math.min(end - from, buffer.length - used);
      System.arraycopy(octets, from, buffer, used, part);
      from += part;
      used += part;
      if (used == buffer.length) {
        forgotten += used;
        used = 0;
      }
    }
  }

  @Override
  public void write(int octet) {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  /** Returns how many octets were written. */
  long total() {
    return forgotten + used;
  }
}
