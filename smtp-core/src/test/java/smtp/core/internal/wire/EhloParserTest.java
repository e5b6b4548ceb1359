package smtp.core.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Capabilities;
import smtp.api.Extension;
import smtp.api.Reply;

class EhloParserTest {

  @Test
  @Tag("S52")
  @Tag("P16")
  void keywordsAndParametersAreParsed() {
    assertEquals(
        Capabilities.of(
            Map.of(
                Extension.PIPELINING,
                "",
                Extension.SIZE,
                "10240000",
                Extension.EIGHTBITMIME,
                "",
                Extension.LIMITS,
                "RCPTMAX=100 MAILMAX=5",
                new Extension("X-FOO"),
                "bar baz")),
        parse(
            "PIPELINING",
            "SIZE 10240000",
            "8BITMIME",
            "LIMITS RCPTMAX=100 MAILMAX=5",
            "X-FOO bar baz"));
  }

  @Test
  void orderOfTheServerIsKept() {
    assertEquals(
        List.of(Extension.SIZE, Extension.DSN, Extension.AUTH),
        List.copyOf(parse("SIZE", "DSN", "AUTH PLAIN").extensions()));
  }

  @Test
  @Tag("P17")
  @Tag("P18")
  void firstLineIsNoExtension() {
    assertEquals(Capabilities.none(), EhloParser.parse(Reply.of(250, "SIZE 7")));
    assertEquals(
        Set.of(Extension.DSN), EhloParser.parse(Reply.of(250, "SIZE 7", "DSN")).extensions());
  }

  @Test
  void keywordsIgnoreCase() {
    assertEquals(
        Map.of(Extension.DSN, "", Extension.SIZE, "5").keySet(),
        parse("dsn", "Size 5").extensions());
    assertEquals(OptionalLong.of(5), parse("size 5").maxSize());
  }

  @Test
  void blanksAndTabsSeparateParameters() {
    assertEquals(Optional.of("foo"), parse("STARTTLS\tfoo").parameters(Extension.STARTTLS));
    assertEquals(Optional.of("PLAIN"), parse("AUTH  PLAIN ").parameters(Extension.AUTH));
    assertEquals(Optional.of(""), parse(" SIZE ").parameters(Extension.SIZE));
  }

  @Test
  void keywordHasLettersDigitsAndHyphens() {
    assertEquals(Set.of(new Extension("AZaz-09")), parse("AZaz-09").extensions());
  }

  @Test
  @Tag("S53")
  @Tag("P16")
  void bothFormsOfAuthAreJoined() {
    Capabilities capabilities = parse("AUTH LOGIN", "auth=PLAIN CRAM-MD5", "AUTH PLAIN");

    assertEquals(List.of("LOGIN", "PLAIN", "CRAM-MD5"), List.copyOf(capabilities.mechanisms()));
    assertEquals(List.of("PLAIN"), List.copyOf(parse("AUTH=PLAIN").mechanisms()));
    assertEquals(Set.of(), parse("AUTH=").mechanisms());
    assertTrue(parse("AUTH").has(Extension.AUTH));
  }

  @Test
  void laterOfTwoLinesCounts() {
    assertEquals(Optional.of("y"), parse("DSN x", "DSN y").parameters(Extension.DSN));
    assertEquals(OptionalLong.empty(), parse("SIZE 1", "SIZE").maxSize());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "_bad x",
        "SIZE=100",
        "X_Y z",
        "-X",
        "=",
        "*",
        "DSN\u00e9",
        "DSN,x",
        "AUTH,PLAIN",
        "D@N",
        "D[N",
        "D`N",
        "D{N",
        "D/N",
        "D:N",
        "AUTHX=PLAIN",
        "D\u017fN"
      })
  @Tag("P16")
  @Tag("P17")
  void linesThatAreNoExtensionsAreSkipped(String line) {
    assertEquals(Set.of(Extension.SIZE), parse(line, "SIZE 1").extensions());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SIZE", "SIZE 0", "SIZE -1", "SIZE x", "SIZE 99999999999999999999", "SIZE 1 2"})
  void sizeThatIsNoNumberIsNoLimit(String line) {
    assertTrue(parse(line).has(Extension.SIZE));
    assertEquals(OptionalLong.empty(), parse(line).maxSize());
  }

  @Test
  void numberOfExtensionsIsLimited() {
    List<String> lines = new ArrayList<>(List.of("name", "DSN"));
    for (int i = 0; i < 100_000; i++) {
      lines.add("X-" + i);
    }
    lines.add("DSN again");
    lines.add("SIZE 1");
    Capabilities capabilities = EhloParser.parse(Reply.of(250, lines));

    assertEquals(256, capabilities.extensions().size());
    assertEquals(Optional.of("again"), capabilities.parameters(Extension.DSN));
    assertFalse(capabilities.has(Extension.SIZE));
  }

  @Test
  void tooManyParametersAreDropped() {
    assertFalse(parse("SIZE " + "1".repeat(1_000_000)).has(Extension.SIZE));
    assertTrue(parse("X " + "1".repeat(2048)).has(new Extension("X")));
    assertFalse(parse("X".repeat(1_000_000)).has(Extension.SIZE));
    assertEquals(
        List.of("PLAIN"),
        List.copyOf(parse("AUTH PLAIN", "AUTH " + "x ".repeat(2000)).mechanisms()));
  }

  private static Capabilities parse(String... lines) {
    List<String> all = new ArrayList<>(List.of("mail.example.org greets you"));
    all.addAll(List.of(lines));
    return EhloParser.parse(Reply.of(250, all));
  }
}
