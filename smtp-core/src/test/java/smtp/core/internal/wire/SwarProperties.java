package smtp.core.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

class SwarProperties {

  @Property(tries = 3000)
  void firstLfIsFound(@ForAll("octets") byte[] octets, @ForAll @IntRange(max = 20) int margin) {
    int from = Math.min(margin, octets.length);
    int to = Math.max(from, octets.length - margin);
    int expected = from;
    while (expected < to && octets[expected] != '\n') {
      expected++;
    }

    assertEquals(expected, Swar.indexOfLf(octets, from, to));
  }

  @Property(tries = 3000)
  void plainBytesAreRecognized(
      @ForAll("octets") byte[] octets, @ForAll @IntRange(max = 20) int margin) {
    int from = Math.min(margin, octets.length);
    int to = Math.max(from, octets.length - margin);
    boolean plain = true;
    for (int i = from; i < to; i++) {
      plain &= octets[i] >= 0 && octets[i] != '\r';
    }

    assertEquals(plain, Swar.isPlain(octets, from, to));
  }

  @Property(tries = 5000)
  void onlyCrAndLfAreMarked(@ForAll("words") byte[] word) {
    assertEquals(marks(word, '\r'), Swar.crs(word, 0));
    assertEquals(marks(word, '\n'), Swar.lfs(word, 0));
    assertEquals(holdsLow(word), Swar.mayHoldCrOrLf(word, 0));
  }

  @Property(tries = 5000)
  void completeLineEndsAreRecognized(@ForAll("words") byte[] word) {
    boolean whole = true;
    for (int i = 0; i < word.length; i++) {
      boolean cr = word[i] == '\r' && (i == 7 || word[i + 1] != '\n');
      boolean lf = word[i] == '\n' && (i == 0 || word[i - 1] != '\r');
      whole &= !cr && !lf;
    }

    assertEquals(whole, Swar.areFollowed(Swar.crs(word, 0), Swar.lfs(word, 0)));
  }

  @Provide
  Arbitrary<byte[]> words() {
    return Arbitraries.frequencyOf(
            Tuple.of(4, Arbitraries.of((byte) '\r', (byte) '\n')),
            Tuple.of(2, Arbitraries.of((byte) '\f', (byte) 0x0B, (byte) 0x8A, (byte) 0x8D)),
            Tuple.of(4, Arbitraries.of((byte) 'a', (byte) '.')),
            Tuple.of(2, Arbitraries.bytes()))
        .array(byte[].class)
        .ofSize(8);
  }

  /** Special bytes at one index in four, so that some are found late. */
  @Provide
  Arbitrary<byte[]> octets() {
    return Arbitraries.bytes()
        .array(byte[].class)
        .ofMaxSize(120)
        .map(octets -> {
          for (int i = 0; i < octets.length; i++) {
            octets[i] = i % 4 != 0 && octets[i] < ' ' ? (byte) 'x' : octets[i];
          }
          return octets;
        });
  }

  private static long marks(byte[] word, char octet) {
    long marks = 0;
    for (int i = 0; i < word.length; i++) {
      marks |= word[i] == octet ? 0x80L << (8 * i) : 0;
    }
    return marks;
  }

  private static boolean holdsLow(byte[] word) {
    boolean low = false;
    for (byte octet : word) {
      low |= octet >= 0 && octet <= '\r';
    }
    return low;
  }
}
