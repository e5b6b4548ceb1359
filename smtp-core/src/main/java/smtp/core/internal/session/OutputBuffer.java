package smtp.core.internal.session;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Octets that are gathered to leave in one write. It holds no memory while it rests. */
final class OutputBuffer {

  private ByteBuffer octets = Buffers.NONE;

  /** Returns what to put octets into. */
  ByteBuffer octets() {
    return octets;
  }

  boolean isEmpty() {
    return octets.position() == 0;
  }

  /** Returns how many octets are in it. */
  int size() {
    return octets.position();
  }

  int remaining() {
    return octets.remaining();
  }

  /** Tells whether it is as large as gets it anything. */
  boolean isLarge() {
    return octets.capacity() >= Buffers.LARGE;
  }

  /** Makes it large enough to take so many octets more. */
  void grow(int more) {
    if (octets.remaining() < more) {
      boolean small = octets.capacity() == 0 && more <= Buffers.SMALL;
      move(small ? Buffers.SMALL : Math.max(Buffers.LARGE, octets.position() + more));
    }
  }

  /** Makes it large enough for more than commands. */
  void enlarge() {
    move(Buffers.LARGE);
  }

  private void move(int capacity) {
    ByteBuffer larger = Buffers.take(capacity).put(octets.flip());
    Buffers.giveBack(octets);
    octets = larger;
  }

  /** Puts as much of an array as there is room for, and returns how many octets that was. */
  int put(byte[] source, int offset, int length) {
    int count = Math.min(length, octets.remaining());
    octets.put(source, offset, count);
    return count;
  }

  /** Leaves no trace of what was in it. */
  void wipe() {
    int start = octets.arrayOffset();
    Arrays.fill(octets.array(), start, start + octets.capacity(), (byte) 0);
  }

  /** Gives its memory up. What is in it is lost. */
  void rest() {
    Buffers.giveBack(octets);
    octets = Buffers.NONE;
  }
}
