package smtp.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smtp.testkit.Step.Act;

class DialogueTest {

  private static List<Step> steps(String script) {
    return Dialogue.of(script).steps();
  }

  @Test
  void parsesServerAndClientLines() {
    assertEquals(
        List.of(
            new Step.Send("220 hi\r\n"),
            new Step.Send("\r\n"),
            new Step.Send("250 cut"),
            new Step.Expect("EHLO me", false),
            new Step.Expect("MAIL FROM:<", true),
            new Step.Expect("", true)),
        steps(
            """
            S: 220 hi
            S:
            S- 250 cut
            C: EHLO me
            C: MAIL FROM:<*
            C: *
            """));
  }

  @Test
  void oneSpaceAfterTheLabelIsNotPartOfTheText() {
    assertEquals(List.of(new Step.Send("220 hi\r\n")), steps("S:220 hi"));
    assertEquals(List.of(new Step.Send(" 220 hi\r\n")), steps("S:  220 hi"));
  }

  @Test
  void parsesEscapes() {
    assertEquals(
        List.of(new Step.Send("\0\t\r\n\u00FF\u0001\\*.")),
        steps("S- \\0\\t\\r\\n\\xFF\\x01\\\\\\*\\."));
  }

  @Test
  void textIsUtf8() {
    assertEquals(List.of(new Step.Send("\u00C3\u00A4\r\n")), steps("S: \u00E4"));
  }

  @Test
  void escapedStarIsAStar() {
    assertEquals(List.of(new Step.Expect("a*", false)), steps("C: a\\*"));
    assertEquals(List.of(new Step.Expect("a\\", true)), steps("C: a\\\\*"));
    assertEquals(List.of(new Step.Expect("*a", false)), steps("C: *a"));
  }

  @Test
  void parsesContentAndChunks() {
    assertEquals(
        List.of(
            new Step.Data("Subject: x\r\n\r\n.\r\n.a\r\n"),
            new Step.Data(""),
            new Step.Data(null),
            new Step.Bdat("5 LAST", "a\r\nbc"),
            new Step.Bdat("7", "a\r\nbc\r\n"),
            new Step.Bdat("0 LAST", ""),
            new Step.Bdat("12", null),
            new Step.Bdat(null, null),
            new Step.Read(100)),
        steps(
            """
            DATA
            Subject: x

            \\.
            .a
            .
            DATA
            .
            DATA *
            BDAT 5 LAST
            a
            bc
            .
            BDAT 7
            a
            bc
            .
            BDAT 0 LAST
            .
            BDAT 12 *
            BDAT *
            READ 100
            """));
  }

  @Test
  void parsesDirectives() {
    assertEquals(
        List.of(
            new Step.Trickle(Duration.ofSeconds(1)),
            new Step.Trickle(Duration.ofMillis(50)),
            new Step.Trickle(Duration.ZERO),
            new Step.Pause(Duration.ofSeconds(2)),
            new Step.Mark("here"),
            new Step.Wait("there"),
            Act.TLS,
            Act.CLOSE),
        steps(
            """
            TRICKLE
            TRICKLE 50ms
            TRICKLE OFF
            PAUSE 2s
            MARK here
            WAIT there
            TLS
            CLOSE
            """));
  }

  @Test
  void argumentsOfFaultsHaveDefaults() {
    assertEquals(List.of(new Step.EndlessReply("220")), steps("ENDLESS-REPLY"));
    assertEquals(List.of(new Step.EndlessReply("250")), steps("ENDLESS-REPLY 250"));
    assertEquals(List.of(new Step.TlsAlert(40)), steps("TLS-ALERT"));
    assertEquals(List.of(new Step.TlsAlert(80)), steps("TLS-ALERT 80"));
  }

  @Test
  void ignoresCommentsEmptyLinesAndTheKindOfLineEnding() {
    assertEquals(
        steps("S: 220 hi\nC: QUIT\n"), steps("# greeting\r\nS: 220 hi\r\n\r\n   \r\nC: QUIT\r\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          s: 220 hi            | a line must begin with 'S:', 'S-', 'C:' or a directive in capitals
          S 220 hi             | a line must begin with
          CLOSED               | a line must begin with
          CLOSE now            | CLOSE takes no argument
          S: \\a               | a backslash must begin one of
          S: \\                | a backslash must begin one of
          S: \\xG0             | \\x needs two hexadecimal digits
          S: \\x1              | \\x needs two hexadecimal digits
          C: a\\nb             | a client line cannot contain LF
          DATA x               | DATA takes no argument, or a star
          DATA                 | the content needs a line with a single dot at its end
          BDAT                 | BDAT needs a size
          BDAT last            | BDAT needs a size
          BDAT 4               | the content needs a line with a single dot
          READ                 | a number is needed
          READ 0               | the number is out of range
          TLS-ALERT 256        | the number is out of range
          PAUSE                | a time such as 50ms or 2s is needed
          PAUSE 50             | a time such as
          TRICKLE fast         | a time such as
          MARK                 | a name is needed
          ENDLESS-REPLY 25     | a reply code is three digits
          """)
  void invalidLineIsRejectedWithItsNumberAndAReason(String line, String sentence) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> Dialogue.of("S: 220 hi\n\n" + line + "\n"));

    String message = e.getMessage();
    assertEquals(
        "line 3 of the script, '" + line + "': ", message.substring(0, 26 + line.length()));
    assertEquals(sentence, message.substring(26 + line.length()).substring(0, sentence.length()));
  }

  @Test
  void chunkWithTheWrongSizeIsRejected() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Dialogue.of("BDAT 6 LAST\nHello\n.\n"));

    assertEquals(
        "line 1 of the script, 'BDAT 6 LAST': the content has 7 bytes, or 5 without the last line"
            + " ending",
        e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "CLOSE",
    "RESET",
    "STALL",
    "STOP-READING",
    "ENDLESS-LINE",
    "ENDLESS-REPLY 220",
    "TLS-REFUSED",
    "TLS-GARBAGE",
    "TLS-ALERT 40",
    "CLOSE-WITHOUT-NOTIFY",
    "EOF"
  })
  void noStepCanFollowALastStep(String last) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Dialogue.of(last + "\nS: 220 hi\n"));

    assertEquals("line 2 of the script, 'S: 220 hi': nothing can follow " + last, e.getMessage());
  }

  @Test
  void tlsCanBeStartedOnlyOnce() {
    assertThrows(IllegalArgumentException.class, () -> Dialogue.of("TLS\nTLS\n"));
    assertThrows(IllegalArgumentException.class, () -> Dialogue.of("TLS\nTLS-REFUSED\n"));
  }

  @Test
  void dialogueNeedsAStep() {
    assertThrows(IllegalArgumentException.class, () -> Dialogue.of("# nothing\n"));
  }

  @Test
  void toStringIsTheScript() {
    String script =
        """
        S: 220 \\x1B[2J\\x20
        S- 250\\n
        S:
        C: \u00E4\\\\ *
        C: \\*
        DATA
        a

        \\.
        .
        BDAT 3 LAST
        abc
        .
        BDAT *
        BDAT 7 *
        TRICKLE 50ms
        TLS
        TLS-ALERT 40
        """;

    assertEquals(script, Dialogue.of(script).toString());
  }

  @Test
  void builderTakesTextLiterally() {
    var built =
        Dialogue.builder()
            .server("220 \\a", "\u00E4")
            .server(new byte[] {'x', (byte) 0xFF})
            .client("a*", "\\*")
            .data("Hi\r\n".getBytes(UTF_8))
            .script("C: QUIT\nCLOSE\n")
            .build();

    assertEquals(
        Dialogue.of(
            """
            S: 220 \\\\a
            S: \u00E4
            S- x\\xFF
            C: a\\*
            C: \\\\\\*
            DATA
            Hi
            .
            C: QUIT
            CLOSE
            """),
        built);
  }

  @Test
  void contentMustEndInCrlf() {
    Dialogue.Builder builder = Dialogue.builder();

    assertThrows(IllegalArgumentException.class, () -> builder.data("Hi\n".getBytes(UTF_8)));
  }

  @Test
  void dialoguesAreEqualIfTheirStepsAre() {
    var dialogue = Dialogue.of("S: 220 hi");

    assertEquals(dialogue, Dialogue.of("# the same\nS: 220 hi\n"));
    assertEquals(dialogue.hashCode(), Dialogue.of("S: 220 hi").hashCode());
    assertNotEquals(dialogue, Dialogue.of("S: 220 ho"));
  }
}
