package smtp.core.internal.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Reply;
import smtp.api.SmtpProtocolException;

class ReplyParserTest {

  private final ReplyParser parser = new ReplyParser(ReplyLimits.DEFAULT);

  static Stream<Arguments> replies() {
    return Stream.of(
            Arguments.of("250 Ok\r\n", Reply.of(250, "Ok")),
            Arguments.of("250\r\n", Reply.of(250)),
            Arguments.of("250 \r\n", Reply.of(250, "")),
            Arguments.of("599  two blanks \r\n", Reply.of(599, " two blanks ")),
            Arguments.of("200\n", Reply.of(200)),
            Arguments.of("250 LF alone\n", Reply.of(250, "LF alone")),
            Arguments.of("250-a\r\n250-\r\n250 c\r\n", Reply.of(250, "a", "", "c")),
            Arguments.of("250-a\n250\n", Reply.of(250, "a", "")),
            Arguments.of("220-x\r\n220-y\n220 z\r\n", Reply.of(220, "x", "y", "z")),
            Arguments.of("250 a\rb\r\r\n", Reply.of(250, "a b ")),
            Arguments.of("550 NUL \0 ESC \u001b\r\n", Reply.of(550, "NUL \0 ESC \u001b")),
            Arguments.of("250 caf\u00c3\u00a9\r\n", Reply.of(250, "caf\u00e9")),
            Arguments.of("250 caf\u00e9 \u0080\r\n", Reply.of(250, "caf\u00e9 \u0080")),
            Arguments.of("250 \u00ef\u00bf\u00bd\r\n", Reply.of(250, "\ufffd")),
            Arguments.of("250-\u00c3\u00a9\r\n250 \u00e9\r\n", Reply.of(250, "\u00e9", "\u00e9")))
        .flatMap(row ->
            Stream.of(Splitting.values())
                .map(way -> Arguments.of(row.get()[0], way, row.get()[1])));
  }

  @ParameterizedTest
  @MethodSource("replies")
  @Tag("P08")
  @Tag("P09")
  @Tag("P10")
  void replyIsParsed(String octets, Splitting splitting, Reply expected) {
    Parsed parsed = Parsed.of(ReplyLimits.DEFAULT, splitting.cut(octets.getBytes(ISO_8859_1)));

    assertEquals(new Parsed(List.of(expected), false), parsed);
  }

  static Stream<Arguments> garbage() {
    return Stream.of(
            "\r\n",
            "\n",
            "25\r\n",
            "2\n",
            "000 a\r\n",
            "099 a\r\n",
            "100 a\r\n",
            "199 a\r\n",
            "600 a\r\n",
            "999 a\r\n",
            "25O a\r\n",
            "2500\r\n",
            "250a\r\n",
            "250\ta\r\n",
            " 250 a\r\n",
            "+250 a\r\n",
            "-25 a\r\n",
            "250\ra\r\n",
            "250\0\r\n",
            "250_a\r\n",
            "\u0662\u0665\u0660 a\r\n",
            "HTTP/1.1 400 Bad Request\r\n",
            "SSH-2.0-OpenSSH_9.2\r\n",
            "\u0015\u0003\u0001\u0000\u0002\u0002F",
            "550-a\r\n250 b\r\n",
            "250-a\r\n251-b\r\n354 c\r\n",
            "250-a\r\n\r\n",
            "250-a\r\nb\r\n",
            "250-a\r\n 250 b\r\n")
        .flatMap(octets -> Stream.of(Splitting.values()).map(way -> Arguments.of(octets, way)));
  }

  @ParameterizedTest
  @MethodSource("garbage")
  @Tag("S138")
  @Tag("P05")
  @Tag("P06")
  @Tag("P07")
  void garbageIsRefused(String octets, Splitting splitting) {
    Parsed parsed = Parsed.of(ReplyLimits.DEFAULT, splitting.cut(octets.getBytes(UTF_8)));

    assertEquals(new Parsed(List.of(), true), parsed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n",
        "1",
        "2x",
        "25x",
        "250x",
        "25 ",
        "H",
        "\u0016\u0003",
        "250\rx",
        "250-a\r\nx"
      })
  void invalidLineFailsBeforeItsEnd(String octets) {
    assertThrows(SmtpProtocolException.class, () -> parser.parse(buffer(octets)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "2", "250", "250 o", "250\r", "250 ok\r", "250-ok\r\n", "250-a\r\n25"})
  @Tag("P12")
  void truncatedReplyIsNoReply(String octets) throws SmtpProtocolException {
    assertNull(parser.parse(buffer(octets)));
    assertEquals(octets.isEmpty(), parser.isIdle());
  }

  @Test
  void parserStopsAfterOneReply() throws SmtpProtocolException {
    ByteBuffer input = buffer("250-a\r\n250 b\r\nHTTP");

    assertEquals(Reply.of(250, "a", "b"), parser.parse(input));

    assertEquals("HTTP", UTF_8.decode(input).toString());
    assertTrue(parser.isIdle());
  }

  @Test
  void bufferMayBeASliceOfAnArray() throws SmtpProtocolException {
    byte[] array = "xx250 ok\r\n250 no\r\n".getBytes(UTF_8);
    ByteBuffer input = ByteBuffer.wrap(array, 2, 8).slice();

    assertEquals(Reply.of(250, "ok"), parser.parse(input));
    assertFalse(input.hasRemaining());
  }

  @Test
  void bufferIsNotChanged() throws SmtpProtocolException {
    byte[] array = "250-first\r\n250 se".getBytes(UTF_8);
    parser.parse(ByteBuffer.wrap(array));
    Arrays.fill(array, (byte) 'x');

    assertEquals(Reply.of(250, "first", "second"), parser.parse(buffer("cond\r\n")));
  }

  @ParameterizedTest
  @EnumSource(Splitting.class)
  @Tag("S137")
  @Tag("S138")
  @Tag("P14")
  void lineIsLimited(Splitting splitting) {
    ReplyLimits limits = new ReplyLimits(16, 20, 3, 1000);

    assertFalse(failed(limits, splitting, "250 0123456789\r\n"));
    assertTrue(failed(limits, splitting, "250 0123456789a\r\n"));
    assertTrue(failed(limits, splitting, "250 0123456789abc"));
    assertTrue(failed(limits, splitting, "250-a\r\n250 0123456789a\r\n"));
  }

  @ParameterizedTest
  @EnumSource(Splitting.class)
  void challengeMayBeLonger(Splitting splitting) {
    ReplyLimits limits = new ReplyLimits(16, 20, 3, 1000);

    assertFalse(failed(limits, splitting, "334 0123456789abcd\r\n"));
    assertTrue(failed(limits, splitting, "334 0123456789abcde\r\n"));
    assertTrue(failed(limits, splitting, "334 0123456789abcdefgh"));
  }

  @ParameterizedTest
  @EnumSource(Splitting.class)
  @Tag("P14")
  void replyIsLimited(Splitting splitting) {
    ReplyLimits limits = new ReplyLimits(16, 16, 3, 24);

    assertFalse(failed(limits, splitting, "250-a\r\n250-b\r\n250 c\r\n"));
    assertTrue(failed(limits, splitting, "250-a\r\n250-b\r\n250-c\r\n"));
    assertFalse(failed(limits, splitting, "250-01234567\r\n250 01\r\n250 01234567\r\n"));
    assertFalse(failed(limits, splitting, "250-01234567\r\n250 0123\r\n"));
    assertTrue(failed(limits, splitting, "250-01234567\r\n250 01234\r\n"));
    assertTrue(failed(limits, splitting, "250-01234567\r\n250 01234567\r\n"));
    assertTrue(failed(limits, splitting, "250-01234567\r\n250 0123456"));
  }

  @Test
  void standardLimitsAreThoseOfTheDocumentation() {
    String text = "x".repeat(8192 - 6);

    assertFalse(failed(ReplyLimits.DEFAULT, Splitting.WHOLE, "250 " + text + "\r\n"));
    assertTrue(failed(ReplyLimits.DEFAULT, Splitting.WHOLE, "250 " + text + "x\r\n"));
    assertFalse(
        failed(ReplyLimits.DEFAULT, Splitting.WHOLE, "334 " + "x".repeat(12_288 - 6) + "\r\n"));
    assertFalse(failed(ReplyLimits.DEFAULT, Splitting.WHOLE, "250-\r\n".repeat(1023) + "250 \r\n"));
    assertTrue(failed(ReplyLimits.DEFAULT, Splitting.WHOLE, "250-\r\n".repeat(1024) + "250 \r\n"));
  }

  @Test
  void endlessLineFailsInBoundedMemory() {
    byte[] piece = "x".repeat(1000).getBytes(UTF_8);
    SmtpProtocolException thrown =
        assertThrows(
            SmtpProtocolException.class,
            () -> {
              parser.parse(buffer("250 "));
              for (int i = 0; i < 10; i++) {
                parser.parse(ByteBuffer.wrap(piece));
              }
            });

    assertTrue(thrown.getMessage().contains("more than 8192 bytes"), thrown.getMessage());
  }

  @Test
  void parserIsNotIdleAfterALineThatIsTooLong() {
    ByteBuffer line = buffer("250 " + "x".repeat(10_000));
    assertThrows(SmtpProtocolException.class, () -> parser.parse(line));
    assertFalse(parser.isIdle());
  }

  @Test
  void parserFailsAgainAfterAFailure() {
    assertThrows(SmtpProtocolException.class, () -> parser.parse(buffer("nonsense\r\n")));

    ByteBuffer good = buffer("250 ok\r\n");
    assertThrows(SmtpProtocolException.class, () -> parser.parse(good));
    assertThrows(SmtpProtocolException.class, () -> parser.parse(buffer("")));
    assertFalse(parser.isIdle());
    assertEquals("after a malformed reply", parser.toString());
  }

  /** A refusal in the last line counts, whatever code the lines before it have. */
  @ParameterizedTest
  @CsvSource({
    "220-wait|521 blocked, 521",
    "220-wait|421 blocked, 421",
    "220-wait|220-wait|554 no, 554",
    "250-a|251-b|450 c, 450",
    "550-a|250-b|550 c, 550"
  })
  void refusalInTheLastLineIsTheReply(String lines, int code) {
    for (Splitting way : Splitting.values()) {
      byte[] octets = (lines.replace("|", "\r\n") + "\r\n250 next\r\n").getBytes(UTF_8);
      Parsed parsed = Parsed.of(ReplyLimits.DEFAULT, way.cut(octets));
      assertFalse(parsed.failed(), lines);
      assertEquals(code, parsed.replies().getFirst().code());
      assertEquals(lines.split("\\|").length, parsed.replies().getFirst().lines().size());
      assertEquals(250, parsed.replies().getLast().code());
    }
  }

  @Test
  void messageSaysWhatIsWrongAndWhere() {
    SmtpProtocolException thrown =
        assertThrows(
            SmtpProtocolException.class,
            () -> parser.parse(buffer("550-a\r\n550-b\r\n250 \u001b[2J\r\n")));

    assertEquals(
        "The code 250 in a reply with 550, in line 3 of a reply, after 24 bytes of it:"
            + " \"250 \\x1b[2J\"",
        thrown.getMessage());
  }

  @Test
  void longLineIsQuotedInPart() {
    SmtpProtocolException thrown =
        assertThrows(
            SmtpProtocolException.class, () -> parser.parse(buffer("x".repeat(5000) + "\r\n")));

    assertTrue(thrown.getMessage().length() < 200, thrown.getMessage());
  }

  @Test
  void stateIsReported() throws SmtpProtocolException {
    assertEquals("before a reply", parser.toString());
    parser.parse(buffer("250-first\r\n250"));
    assertEquals("in line 2 of a reply, after 14 bytes of it", parser.toString());
    assertFalse(parser.isIdle());
    parser.parse(buffer(" second\r\n"));
    assertEquals("before a reply", parser.toString());
    assertTrue(parser.isIdle());
  }

  @Test
  void repeatedReplyIsTheSameInstance() throws SmtpProtocolException {
    Reply once = parser.parse(buffer("250 2.1.5 Ok\r\n"));
    Reply first = parser.parse(buffer("250 2.1.5 Ok\r\n"));

    assertEquals(once, first);
    assertSame(first, parser.parse(buffer("250 2.1.5 Ok\r\n")));
    assertSame(first, parser.parse(buffer("250 2.1.5 Ok\n")));
    assertNotSame(first, parser.parse(buffer("250 2.1.5 OK\r\n")));
    assertSame(first, parser.parse(buffer("250 2.1.5 Ok\r\n")));
  }

  @Test
  void repliesOfASessionAreCached() throws SmtpProtocolException {
    List<Reply> known = new ArrayList<>();
    for (int message = 0; message < 20; message++) {
      List<Reply> replies = new ArrayList<>();
      for (String line :
          List.of("250 2.0.0 Ok", "250 2.1.0 Ok", "250 2.1.5 Ok", "354 End data with ...")) {
        replies.add(parser.parse(buffer(line + "\r\n")));
      }
      assertEquals(
          Reply.of(250, "queued as " + message),
          parser.parse(buffer("250 queued as " + message + "\r\n")));
      if (message == 1) {
        known.addAll(replies);
      }
      for (int i = 0; i < known.size(); i++) {
        assertSame(known.get(i), replies.get(i));
      }
    }
  }

  @Test
  void leastRecentlyUsedReplyIsEvicted() throws SmtpProtocolException {
    List<Reply> known = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      known.add(reply(i));
    }
    assertSame(known.getFirst(), reply(0));

    reply(8);
    reply(9);

    for (int i : List.of(0, 3, 4, 5, 6, 7)) {
      assertSame(known.get(i), reply(i));
    }
    assertNotSame(known.get(1), reply(1));
  }

  private Reply reply(int code) throws SmtpProtocolException {
    return parser.parse(buffer("25" + code + " ok\r\n"));
  }

  @Test
  void longReplyIsNotCached() throws SmtpProtocolException {
    String longest = "250 " + "x".repeat(60) + "\r\n";
    parser.parse(buffer(longest));
    assertSame(parser.parse(buffer(longest)), parser.parse(buffer(longest)));
    String longer = "250 " + "x".repeat(61) + "\r\n";
    parser.parse(buffer(longer));
    assertNotSame(parser.parse(buffer(longer)), parser.parse(buffer(longer)));
  }

  @Test
  void cachedReplyInsideALongerOneIsNotReturned() throws SmtpProtocolException {
    parser.parse(buffer("250 b\r\n"));
    parser.parse(buffer("250 b\r\n"));

    assertEquals(Reply.of(250, "a", "b"), parser.parse(buffer("250-a\r\n250 b\r\n")));
    parser.parse(buffer("250-a\r\n"));
    assertEquals(Reply.of(250, "a", "b"), parser.parse(buffer("250 b\r\n")));
  }

  private static boolean failed(ReplyLimits limits, Splitting splitting, String octets) {
    return Parsed.of(limits, splitting.cut(octets.getBytes(UTF_8))).failed();
  }

  private static ByteBuffer buffer(String octets) {
    return ByteBuffer.wrap(octets.getBytes(UTF_8));
  }
}
