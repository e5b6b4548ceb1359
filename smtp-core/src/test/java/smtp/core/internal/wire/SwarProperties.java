package smtp.core.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class SwarProperties {

  @Property
  void findsTheFirstLf(@ForAll("octets") byte[] octets, @ForAll @IntRange(max = 20) int margin) {
    int from = Math.min(margin, octets.length);
    int to = Math.max(from, octets.length - margin);

    assertEquals(naiveIndex(octets, from, to, "\n"), Swar.indexOfLf(octets, from, to));
  }

  @Property
  void findsTheFirstCrOrLf(
      @ForAll("octets") byte[] octets, @ForAll @IntRange(max = 20) int margin) {
    int from = Math.min(margin, octets.length);
    int to = Math.max(from, octets.length - margin);

    assertEquals(naiveIndex(octets, from, to, "\r\n"), Swar.indexOfCrOrLf(octets, from, to));
  }

  @Property
  void tellsAscii(@ForAll("octets") byte[] octets, @ForAll @IntRange(max = 20) int margin) {
    int from = Math.min(margin, octets.length);
    int to = Math.max(from, octets.length - margin);
    boolean ascii = true;
    for (int i = from; i < to; i++) {
      ascii &= octets[i] >= 0;
    }

    assertEquals(ascii, Swar.isAscii(octets, from, to));
  }

  @Provide
  Arbitrary<byte[]> octets() {
    return Arbitraries.bytes().array(byte[].class).ofMaxSize(120).map(SwarProperties::thinOut);
  }

  /** Leaves special octets in one place of four, so that some are found late. */
  private static byte[] thinOut(byte[] octets) {
    for (int i = 0; i < octets.length; i++) {
      if (octets[i] < ' ' && i % 4 != 0) {
        octets[i] = 'x';
      }
    }
    return octets;
  }

  private static int naiveIndex(byte[] octets, int from, int to, String wanted) {
    int i = from;
    while (i < to && wanted.indexOf((char) (octets[i] & 0xFF)) < 0) {
      i++;
    }
    return i;
  }
}
