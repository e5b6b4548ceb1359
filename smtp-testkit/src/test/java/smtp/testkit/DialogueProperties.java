package smtp.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.arbitraries.StringArbitrary;
import smtp.testkit.Step.ScramMessage;

class DialogueProperties {

  @Property
  void toStringIsParsedToAnEqualDialogue(
      @ForAll("steps") List<Step> steps, @ForAll("lastSteps") Step last) {
    Dialogue.Builder builder = Dialogue.builder();
    steps.forEach(builder::add);
    Dialogue dialogue = builder.add(last).build();

    assertEquals(dialogue, Dialogue.of(dialogue.toString()));
  }

  @Property
  void decodeRevertsEncode(@ForAll("bytes") String bytes) {
    assertEquals(bytes, Escapes.decode(Escapes.encode(bytes)));
  }

  @Property
  void encodedBytesAreOnePrintableLine(@ForAll("bytes") String bytes) {
    String text = Escapes.encode(bytes);

    assertTrue(text.codePoints().noneMatch(Character::isISOControl), text);
    assertEquals(text, text.stripTrailing());
  }

  @Provide
  Arbitrary<String> bytes() {
    StringArbitrary any = Arbitraries.strings().withCharRange('\0', '\u00FF').ofMaxLength(20);
    StringArbitrary delicate =
        Arbitraries.strings().withChars("\r\n.*\\ x0\u00C3\u00A4\u00E2\u0080\u008F");
    Arbitrary<String> utf8 =
        Arbitraries.strings().ofMaxLength(8).map(s -> Escapes.string(s.getBytes(UTF_8)));
    return Arbitraries.oneOf(any, delicate.ofMaxLength(12), utf8);
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<String> line = bytes().map(bytes -> bytes.replace("\n", ""));
    Arbitrary<String> content = bytes().map(bytes -> bytes + "\r\n").injectNull(0.2);
    return Arbitraries.<Step>oneOf(
            List.of(
                bytes().map(Step.Send::new),
                bytes().map(bytes -> new Step.Send(bytes + "\r\n")),
                line.map(text -> new Step.Expect(text, false)),
                line.map(text -> new Step.Expect(text, true)),
                content.map(Step.Data::new),
                bytes().map(bytes -> new Step.Bdat(bytes.length() + " LAST", bytes)),
                Arbitraries.of(
                    new Step.Data(""),
                    new Step.Bdat(null, null),
                    new Step.Bdat("12", null),
                    new Step.Read(1),
                    new Step.Trickle(Duration.ofMillis(3)),
                    new Step.Trickle(Duration.ZERO),
                    new Step.Pause(Duration.ofSeconds(90)),
                    new Step.Mark("a b"),
                    new Step.Wait("x"),
                    new Step.Scram(ScramMessage.CLIENT_FIRST, "SHA-1 a b\\ "),
                    new Step.Scram(ScramMessage.SERVER_FIRST, ""),
                    new Step.Scram(ScramMessage.SERVER_FIRST, "r={nonce}\0 "),
                    new Step.Scram(ScramMessage.CLIENT_FINAL, ""),
                    new Step.Scram(ScramMessage.SERVER_FINAL, "v=x"))))
        .list()
        .ofMaxSize(8);
  }

  @Provide
  Arbitrary<Step> lastSteps() {
    return Arbitraries.oneOf(
        Arbitraries.of(Step.Act.class),
        Arbitraries.of(new Step.EndlessReply("250"), new Step.TlsAlert(80)));
  }
}
