package smtp.core.internal.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import smtp.core.internal.wire.DataEncoder.Form;

class DataEncoderProperties {

  private static final Pattern BARE = Pattern.compile("\r(?!\n)|(?<!\r)\n");

  @Property(tries = 3000)
  void splitsDoNotChangeTheResult(
      @ForAll Form form, @ForAll("contents") byte[] content, @ForAll("cuts") List<Integer> cuts) {
    String whole = Encoded.encode(form, List.of(content));

    assertEquals(whole, Encoded.encode(form, Slices.at(content, cuts)));
    assertEquals(whole, Encoded.encode(form, Splitting.BY_OCTET.cut(content)));
  }

  @Property(tries = 3000)
  void resultEqualsTheNaiveEncoders(@ForAll Form form, @ForAll("contents") byte[] content) {
    assertEquals(NaiveDataEncoder.encode(form, content), Encoded.encode(form, List.of(content)));
  }

  @Property(tries = 3000)
  void serverReceivesTheNormalizedContent(
      @ForAll("contents") byte[] content, @ForAll("cuts") List<Integer> cuts) {
    String normalized = NaiveDataEncoder.normalize(content);
    List<byte[]> slices = Slices.at(content, cuts);

    assertEquals(normalized, NaiveDataEncoder.decode(Encoded.encode(Form.DATA, slices)));
    assertEquals(normalized, Encoded.encode(Form.BDAT, slices));
  }

  @Property(tries = 3000)
  void normalizationIsIdempotent(@ForAll("contents") byte[] content) {
    String once = Encoded.encode(Form.BDAT, List.of(content));

    assertEquals(once, Encoded.encode(Form.BDAT, List.of(once.getBytes(ISO_8859_1))));
  }

  @Property(tries = 3000)
  void noBareCrOrLfIsSent(
      @ForAll("lines") Form form,
      @ForAll("contents") byte[] content,
      @ForAll("cuts") List<Integer> cuts) {
    String wire = Encoded.encode(form, Slices.at(content, cuts));

    assertFalse(BARE.matcher(wire).find(), wire);
  }

  @Property(tries = 3000)
  void endOfDataIsOnlyAtTheEnd(
      @ForAll("contents") byte[] content, @ForAll("cuts") List<Integer> cuts) {
    String wire = "\r\n" + Encoded.encode(Form.DATA, Slices.at(content, cuts));

    assertTrue(wire.endsWith("\r\n.\r\n"), wire);
    assertEquals(wire.length() - 5, wire.indexOf("\r\n.\r\n"));
  }

  /** The forms that normalize lines. */
  @Provide
  Arbitrary<Form> lines() {
    return Arbitraries.of(Form.DATA, Form.BDAT);
  }

  /** Contents dense with CR, LF and dots, some of them after text that fills words and blocks. */
  @Provide
  Arbitrary<byte[]> contents() {
    Arbitrary<String> part =
        Arbitraries.frequency(
            Tuple.of(3, "\r"),
            Tuple.of(3, "\n"),
            Tuple.of(3, "\r\n"),
            Tuple.of(3, "."),
            Tuple.of(2, "a"),
            Tuple.of(1, "\0"),
            Tuple.of(1, "\t"),
            Tuple.of(1, "\u000b\u000c\u000e"),
            Tuple.of(1, "\u0080\u008a\u008d\u00ff"),
            Tuple.of(1, "0123456789abcdef"),
            Tuple.of(1, "a line of text that fills more than a block of thirty-two octets"));
    return part.list().ofMaxSize(40).map(parts -> String.join("", parts).getBytes(ISO_8859_1));
  }

  @Provide
  Arbitrary<List<Integer>> cuts() {
    return Arbitraries.integers().between(0, 200).list().ofMaxSize(8);
  }
}
