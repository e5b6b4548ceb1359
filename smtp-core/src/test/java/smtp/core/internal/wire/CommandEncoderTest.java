package smtp.core.internal.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandEncoderTest {

  private static final int MAX = CommandEncoder.MAX_LINE;

  private final ByteBuffer out = ByteBuffer.allocate(2 * MAX);

  @ParameterizedTest
  @ValueSource(strings = {"QUIT", "MAIL FROM:<\"a b\"@example.org> SIZE=1", "~!", "x", " "})
  void commandIsEncodedAsALineWithCrlf(String line) {
    CommandEncoder.encode(line, MAX, false, out);
    CommandEncoder.encode(line, MAX, true, out);

    assertEquals((line + "\r\n").repeat(2), written());
  }

  @ParameterizedTest
  @ValueSource(strings = {"RCPT TO:<\u00fc@\u4f8b.example>", "\ud83d\ude00", "\u07ff\u0800\uffff"})
  void utf8IsEncodedIfItIsAllowed(String line) {
    CommandEncoder.encode(line, MAX, true, out);

    assertEquals(line + "\r\n", written());
    assertRefused(line, MAX, false);
  }

  /** Includes letters whose low byte is CR or LF, and the line ends of Unicode. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\r",
        "\n",
        "\r\n",
        "\0",
        "\t",
        "\u000b",
        "\u001b",
        "\u001f",
        "\u007f",
        "\u0080",
        "\u0085",
        "\u009f",
        "\u2028",
        "\u2029",
        "\ud800",
        "\udc00",
        "\udc00\ud800"
      })
  void controlCharacterIsRefused(String character) {
    for (boolean utf8 : new boolean[] {false, true}) {
      assertRefused(character, MAX, utf8);
      assertRefused("NOOP " + character, MAX, utf8);
      assertRefused(character + "NOOP", MAX, utf8);
      assertRefused("NO" + character + "OP \u00fc", MAX, utf8);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u010a", "\u010d", "\u560a", "\u560d", "\u0a0d", "\u00e9", "\uff20"})
  void characterIsNotNarrowedToAByte(String character) {
    assertRefused("NOOP " + character, MAX, false);

    CommandEncoder.encode("NOOP " + character, MAX, true, out);
    assertEquals("NOOP " + character + "\r\n", written());
  }

  @Test
  void everyEncodedByteIsPrintable() {
    for (char c = 0; c < 0x80; c++) {
      String line = "A" + c;
      if (c < ' ' || c == 0x7F) {
        assertRefused(line, MAX, false);
      } else {
        CommandEncoder.encode(line, MAX, false, out.clear());
        assertEquals(line + "\r\n", written());
      }
    }
  }

  @Test
  void lineHasAtMostTheAllowedLength() {
    CommandEncoder.encode("x".repeat(510), MAX, false, out.clear());
    assertEquals(512, out.position());
    assertRefused("x".repeat(511), MAX, false);
    CommandEncoder.encode("x".repeat(8), 10, false, out.clear());
    assertRefused("x".repeat(9), 10, false);
  }

  @Test
  void lengthIsCountedInBytes() {
    CommandEncoder.encode("\u00fc".repeat(4), 10, true, out.clear());
    CommandEncoder.encode("\u07ff".repeat(4), 10, true, out.clear());
    CommandEncoder.encode("\u4f8b\u4f8bxx", 10, true, out.clear());
    CommandEncoder.encode("\ud83d\ude00\ud800\udc00", 10, true, out.clear());
    assertRefused("\u00fc".repeat(4) + "x", 10, true);
    assertRefused("\u4f8b\u4f8bxxx", 10, true);
    assertRefused("\u0800\u0800xxx", 10, true);
    assertRefused("\uffff\uffffxxx", 10, true);
    assertRefused("\ud83d\ude00\ud83d\ude00x", 10, true);
    assertRefused("\ud800\udc00\ud800\udc00x", 10, true);
  }

  @Test
  void threePiecesAreOneLine() {
    CommandEncoder.encode("RC", "PT", " \u00fc", -1, 10, true, out);
    assertEquals("RCPT \u00fc\r\n", written());

    assertEquals(
        "A command line has at most 8 bytes, not 9",
        refusal(() -> CommandEncoder.check("RC", "PT", " \u00fc", -1, 8, true)));
    assertEquals(
        "A command line must not contain U+000D, which is at index 3",
        refusal(() -> CommandEncoder.check("RC", "P\rT", " x", -1, MAX, true)));
    assertEquals(
        "A command line must not contain U+000A, which is at index 5",
        refusal(() -> CommandEncoder.check("RC", "PT", " \nx", -1, MAX, true)));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 9, 10, 99, 100, 1234567890, Long.MAX_VALUE})
  void numbersAreDecimal(long number) {
    String line = "MAIL FROM:<> SIZE=" + number + "\r\n";
    CommandEncoder.encode("MAIL FROM:<", "", ">", number, line.length(), false, out.clear());
    assertEquals(line, written());
    assertEquals(
        "A command line has at most " + (line.length() - 1) + " bytes, not " + line.length(),
        refusal(
            () -> CommandEncoder.check("MAIL FROM:<", "", ">", number, line.length() - 1, false)));

    CommandEncoder.encodeChunk(number, false, out.clear());
    assertEquals("BDAT " + number + "\r\n", written());
    CommandEncoder.encodeChunk(number, true, out.clear());
    assertEquals("BDAT " + number + " LAST\r\n", written());
  }

  @Test
  void refusalDistinguishesNeededUtf8FromInvalidText() {
    assertEquals(
        "A command line must be ASCII without SMTPUTF8, not U+00FC, which is at index 2",
        refusal(() -> CommandEncoder.encode("RC\u00fc", MAX, false, out)));
  }

  @Test
  void emptyLineIsRefused() {
    assertRefused("", MAX, false);
  }

  @Test
  void refusedTextIsNotQuoted() {
    String message = refusal(() -> CommandEncoder.encode("AUTH PLAIN c2VjcmV0\r", MAX, false, out));

    assertFalse(message.contains("c2VjcmV0"), message);
    assertTrue(message.contains("U+000D"), message);
    assertTrue(message.contains("index 19"), message);
  }

  private static String refusal(Executable encoding) {
    return assertThrows(IllegalArgumentException.class, encoding).getMessage();
  }

  private void assertRefused(String line, int maxOctets, boolean utf8) {
    out.clear();
    assertThrows(
        IllegalArgumentException.class, () -> CommandEncoder.encode(line, maxOctets, utf8, out));
    assertEquals(0, out.position());
  }

  private String written() {
    return UTF_8.decode(out.duplicate().flip()).toString();
  }
}
