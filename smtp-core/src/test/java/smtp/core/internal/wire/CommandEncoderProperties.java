package smtp.core.internal.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

class CommandEncoderProperties {

  @Property(tries = 3000)
  void encodedCommandIsOneLineWithTheGivenText(
      @ForAll("lines") String line,
      @ForAll boolean utf8,
      @ForAll @IntRange(min = 3, max = 60) int max) {
    ByteBuffer out = ByteBuffer.allocate(max);
    try {
      CommandEncoder.encode(line, max, utf8, out);
    } catch (IllegalArgumentException refused) {
      assertEquals(0, out.position());
      return;
    }
    byte[] octets = new byte[out.flip().remaining()];
    out.get(octets);
    assertEquals(line + "\r\n", new String(octets, UTF_8));
    for (int i = 0; i < octets.length - 2; i++) {
      int octet = octets[i] & 0xFF;
      assertTrue(octet >= ' ' && octet != 0x7F && (utf8 || octet < 0x7F), line);
    }
  }

  @Provide
  Arbitrary<String> lines() {
    Arbitrary<Character> any =
        Arbitraries.frequencyOf(
            Tuple.of(30, Arbitraries.chars().range(' ', '~')),
            Tuple.of(2, Arbitraries.chars()),
            Tuple.of(1, Arbitraries.of('\r', '\n', '\ud83d', '\ude00', '\u0085')));
    return any.list()
        .ofMaxSize(40)
        .map(characters -> {
          StringBuilder line = new StringBuilder();
          characters.forEach(line::append);
          return line.toString();
        });
  }
}
