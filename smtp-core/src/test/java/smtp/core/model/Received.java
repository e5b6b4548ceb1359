package smtp.core.model;

import java.util.Arrays;

/** Bytes in the order in which they came. */
final class Received {

  static final byte[] LINE_END = {'\r', '\n'};

  private byte[] bytes = new byte[512];
  private int start;
  private int end;

  void add(byte[] more, int offset, int length) {
    if (end + length > bytes.length) {
      bytes = Arrays.copyOfRange(bytes, start, start + Math.max(2 * size(), size() + length) + 512);
      end -= start;
      start = 0;
    }
    System.arraycopy(more, offset, bytes, end, length);
    end += length;
  }

  int size() {
    return end - start;
  }

  void clear() {
    start = 0;
    end = 0;
  }

  byte[] peek(int length) {
    return Arrays.copyOfRange(bytes, start, start + length);
  }

  /** Removes bytes from the beginning. */
  byte[] take(int length) {
    byte[] taken = peek(length);
    start += length;
    if (start == end) {
      clear();
    }
    return taken;
  }

  /** Returns where the pattern is first, or -1. */
  int indexOf(byte[] pattern) {
    for (int i = start; i + pattern.length <= end; i++) {
      if (bytes[i] == pattern[0]
          && Arrays.equals(bytes, i, i + pattern.length, pattern, 0, pattern.length)) {
        return i - start;
      }
    }
    return -1;
  }

  /** Returns whether these begin with a pattern from an index on. */
  boolean startsWith(byte[] pattern, int from) {
    int length = pattern.length - from;
    return size() >= length
        && Arrays.equals(bytes, start, start + length, pattern, from, pattern.length);
  }

  boolean equalTo(byte[] other) {
    return Arrays.equals(bytes, start, end, other, 0, other.length);
  }
}
