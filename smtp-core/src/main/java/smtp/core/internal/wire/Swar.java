package smtp.core.internal.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Examines bytes eight at a time, as one {@code long} ("SIMD within a register"). The first byte is
 * the lowest of the word.
 *
 * <p>A byte is marked by its highest bit. A test by subtraction may also mark bytes above a correct
 * mark, because of the borrow. The lowest mark is always correct, and so is the absence of marks.
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

  /** Returns {@code false} if the word at {@code index} has no CR or LF; {@code true} if it may. */
  static boolean mayHoldCrOrLf(byte[] bytes, int index) {
    long word = word(bytes, index);
    // True for any byte up to CR, of which text has few others.
    return ((word - EACH * ('\r' + 1)) & ~word & HIGHEST) != 0;
  }

  /** Marks each CR in the word at {@code index}, and no other byte. */
  static long crs(byte[] bytes, int index) {
    return exactZeros(word(bytes, index) ^ CRS);
  }

  /** Marks each LF in the word at {@code index}, and no other byte. */
  static long lfs(byte[] bytes, int index) {
    return exactZeros(word(bytes, index) ^ LFS);
  }

  /** Returns whether {@code others} marks exactly the bytes after those in {@code marks}. */
  static boolean areFollowed(long marks, long others) {
    return marks >= 0 && marks << Byte.SIZE == others;
  }

  /** Returns the number of bytes before the first marked one. */
  static int first(long marks) {
    return Long.numberOfTrailingZeros(marks) / Byte.SIZE;
  }

  static long withoutFirst(long marks) {
    return marks & (marks - 1);
  }

  /** Returns the last eight bytes of {@code [from, to)} as a number, or 0 if there are fewer. */
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
    // No byte carries into the next one.
    long lower = (word & ~HIGHEST) + ~HIGHEST;
    return ~(lower | word) & HIGHEST;
  }
}
