package smtp.core.internal.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Searches in octets, eight at a time in one {@code long} ("SIMD within a register").
 *
 * <p>The tests mark octets by their highest bit. Because of the borrow of the subtraction a mark
 * may be false if there is a true one below it; the lowest mark is always true, and the first octet
 * of the array is the lowest of the word.
 */
final class Swar {

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int WORD = Long.BYTES;
  private static final int BLOCK = 4 * WORD;

  private static final long EACH = 0x0101010101010101L;
  private static final long HIGHEST = EACH << 7;
  private static final long LFS = EACH * '\n';
  private static final long CRS = EACH * '\r';

  /** One above CR: what is not below is neither CR nor LF. */
  private static final long ABOVE_CRS = EACH * ('\r' + 1);

  private Swar() {}

  /** Returns the index of the first LF in {@code [from, to)}, or {@code to}. */
  static int indexOfLf(byte[] octets, int from, int to) {
    int i = from;
    for (; i <= to - WORD; i += WORD) {
      long marks = zeros(word(octets, i) ^ LFS);
      if (marks != 0) {
        return i + first(marks);
      }
    }
    while (i < to && octets[i] != '\n') {
      i++;
    }
    return i;
  }

  /** Returns the index of the first CR or LF in {@code [from, to)}, or {@code to}. */
  static int indexOfCrOrLf(byte[] octets, int from, int to) {
    int i = from;
    // Most blocks of text hold no control character at all, which is cheaper to tell.
    for (; i <= to - BLOCK; i += BLOCK) {
      if (mayHoldCrOrLf(octets, i)) {
        int found = indexOfCrOrLfByWord(octets, i, i + BLOCK);
        if (found < i + BLOCK) {
          return found;
        }
      }
    }
    return indexOfCrOrLfByWord(octets, i, to);
  }

  private static boolean mayHoldCrOrLf(byte[] octets, int index) {
    long low =
        low(word(octets, index))
            | low(word(octets, index + WORD))
            | low(word(octets, index + 2 * WORD))
            | low(word(octets, index + 3 * WORD));
    return (low & HIGHEST) != 0;
  }

  private static int indexOfCrOrLfByWord(byte[] octets, int from, int to) {
    int i = from;
    for (; i <= to - WORD; i += WORD) {
      long word = word(octets, i);
      long marks = zeros(word ^ CRS) | zeros(word ^ LFS);
      if (marks != 0) {
        return i + first(marks);
      }
    }
    while (i < to && octets[i] != '\r' && octets[i] != '\n') {
      i++;
    }
    return i;
  }

  /** Tells whether no octet in {@code [from, to)} is above 127. */
  static boolean isAscii(byte[] octets, int from, int to) {
    int i = from;
    for (; i <= to - WORD; i += WORD) {
      if ((word(octets, i) & HIGHEST) != 0) {
        return false;
      }
    }
    while (i < to && octets[i] >= 0) {
      i++;
    }
    return i == to;
  }

  private static long word(byte[] octets, int index) {
    return (long) WORDS.get(octets, index);
  }

  private static long zeros(long word) {
    return (word - EACH) & ~word & HIGHEST;
  }

  /** Marks octets up to CR; bits below the highest mean nothing. */
  private static long low(long word) {
    return (word - ABOVE_CRS) & ~word;
  }

  /** Returns the number of octets below the lowest mark. */
  private static int first(long marks) {
    return Long.numberOfTrailingZeros(marks) / Byte.SIZE;
  }
}
