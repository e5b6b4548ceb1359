package smtp.core.internal.wire;

import java.util.Arrays;

/** Holds the octets of a line that has not come as a whole. Takes no memory until then. */
final class LineBuffer {

  private static final byte[] NONE = {};
  private static final int FIRST_CAPACITY = 128;
  private static final int KEPT_CAPACITY = 512;

  private byte[] octets = NONE;
  private int length;

  int length() {
    return length;
  }

  /** Returns the array that holds the line, from its first octet on. */
  byte[] array() {
    return octets;
  }

  void append(byte[] source, int from, int to) {
    int needed = length + (to - from);
    if (needed > octets.length) {
      int doubled = Math.max(FIRST_CAPACITY, 2 * octets.length);
      octets = Arrays.copyOf(octets, Math.max(needed, doubled));
    }
    System.arraycopy(source, from, octets, length, to - from);
    length = needed;
  }

  /** Empties the buffer, and lets go of an array that would weigh on an idle session. */
  void clear() {
    length = 0;
    if (octets.length > KEPT_CAPACITY) {
      octets = NONE;
    }
  }
}
