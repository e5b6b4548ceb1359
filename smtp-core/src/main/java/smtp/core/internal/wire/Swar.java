package smtp.core.internal.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks at bytes eight at a time, as one {@code long} ("SIMD within a register"). The first byte
 * is the lowest of the word.
 *
 * <p>Bytes are marked by their highest bit. A test by subtraction can mark bytes above one that
 * it marks rightly, because of the borrow; the lowest mark is right, and so is the absence of any.
 */
final class Swar {

  /** How many bytes are in a word. */
  static final int WORD = Long.BYTES;

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long EACH = 0x0101010101010101L;
  private static final long HIGHEST = EACH << 7;
  private static final long LFS = EACH * '\n';
  private static final long CRS = EACH * '\r';

  private Swar() {}

  /** Returns the index of the first LF in {@code [from, to)}, or {@code to}. */
  static int indexOfLf(byte[] bytes, int from, int to) {
    int i = from;
    for (; i <= to - WORD; i += WORD) {
      long marks = zeros(word(bytes, i) ^ LFS);
      if (marks != 0) {
        return i + first(marks);
      }
    }
    while (i < to && bytes[i] != '\n') {
      i++;
    }
    return i;
  }

  /** Returns whether {@code [from, to)} is ASCII without CR. */
  static boolean isPlain(byte[] bytes, int from, int to) {
    int i = from;
    for (; i <= to - WORD; i += WORD) {
      long word = word(bytes, i);
      if (((word | zeros(word ^ CRS)) & HIGHEST) != 0) {
        return false;
      }
    }
    while (i < to && bytes[i] >= 0 && bytes[i] != '\r') {
      i++;
    }
    return i == to;
  }

  /** Tells quickly that the word at {@code index} holds no CR or LF, or else that it may. */
  static boolean mayHoldCrOrLf(byte[] bytes, int index) {
    long word = word(bytes, index);
    // Nothing up to CR: neither of the two, nor one of the few others that text has down there.
    return ((word - EACH * ('\r' + 1)) & ~word & HIGHEST) != 0;
  }

  /** Marks each CR in the word at {@code index}, and nothing else. */
  static long crs(byte[] bytes, int index) {
    return exactZeros(word(bytes, index) ^ CRS);
  }

  /** Marks each LF in the word at {@code index}, and nothing else. */
  static long lfs(byte[] bytes, int index) {
    return exactZeros(word(bytes, index) ^ LFS);
  }

  /** Returns whether each byte marked in one is followed by one marked in the other, and no more. */
  static boolean areFollowed(long marks, long others) {
    return marks >= 0 && marks << Byte.SIZE == others;
  }

  /** Returns how many bytes are below the first one marked. */
  static int first(long marks) {
    return Long.numberOfTrailingZeros(marks) / Byte.SIZE;
  }

  static long withoutFirst(long marks) {
    return marks & (marks - 1);
  }

  /**
   * Returns the last eight bytes of {@code [from, to)} as a number, 0 if there are not so many.
   */
  static long lastWord(byte[] bytes, int from, int to) {
    return to - from < WORD ? 0 : word(bytes, to - WORD);
  }

  private static long word(byte[] bytes, int index) {
    return (long) WORDS.get(bytes, index);
  }

  private static long zeros(long word) {
    return (word - EACH) & ~word & HIGHEST;
  }

  private static long exactZeros(long word) {
    // No byte carries into the next.
    long lower = (word & ~HIGHEST) + ~HIGHEST;
    return ~(lower | word) & HIGHEST;
  }
}
