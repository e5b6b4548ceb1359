package smtp.bench;

import java.io.OutputStream;
import java.util.Objects;
import smtp.core.internal.wire.OctetSink;

/** Stands for a connection: copies octets to a buffer of the usual size, and forgets a full one. */
final class Wire extends OutputStream implements OctetSink {

  private final byte[] buffer = new byte[64 * 1024];
  private int used;
  private long total;

  @Override
  public void write(byte[] octets, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, octets.length);
    int from = offset;
    int left = length;
    while (left > buffer.length - used) {
      int part = buffer.length - used;
      System.arraycopy(octets, from, buffer, used, part);
      used = 0;
      from += part;
      left -= part;
    }
    System.arraycopy(octets, from, buffer, used, left);
    used += left;
    total += length;
  }

  @Override
  public void write(int octet) {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  /** Returns how many octets were written. */
  long total() {
    return total;
  }
}
