package smtp.core.internal.wire;

import java.util.Arrays;

/** Holds the first part of a line until the rest arrives. Otherwise it needs no memory. */
final class LineBuffer {

  private static final byte[] NONE = {};
  private static final int FIRST_CAPACITY = 128;
  private static final int KEPT_CAPACITY = 512;

  private byte[] bytes = NONE;
  private int length;

  int length() {
    return length;
  }

  /** Returns the array with the line, which begins at index 0. */
  byte[] array() {
    return bytes;
  }

  void append(byte[] source, int from, int to) {
    int needed = length + (to - from);
    if (needed > bytes.length) {
      int doubled = Math.max(FIRST_CAPACITY, 2 * bytes.length);
      bytes = Arrays.copyOf(bytes, Math.max(needed, doubled));
    }
    System.arraycopy(source, from, bytes, length, to - from);
    length = needed;
  }

  /** Empties the buffer, and releases an array that is too large for an idle session. */
  void clear() {
    length = 0;
    if (bytes.length > KEPT_CAPACITY) {
      bytes = NONE;
    }
  }
}
