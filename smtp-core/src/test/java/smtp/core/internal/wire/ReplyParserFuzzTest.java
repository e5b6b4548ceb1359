package smtp.core.internal.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import smtp.api.Reply;
import smtp.fuzz.FuzzTest;

/** The parser agrees with the naive one on any input, however it is split. */
class ReplyParserFuzzTest {

  /** Limits small enough for short inputs to reach each of them. */
  private static final ReplyLimits TIGHT = new ReplyLimits(12, 20, 3, 32);

  @FuzzTest
  void resultEqualsTheNaiveParsersForAnyPieces(byte[] octets) {
    for (ReplyLimits limits : List.of(TIGHT, ReplyLimits.DEFAULT)) {
      Parsed parsed = Parsed.of(limits, List.of(octets));
      assertEquals(NaiveReplyParser.parse(octets, limits), parsed);
      assertEquals(parsed, Parsed.of(limits, Splitting.BY_LINE.cut(octets)));
      assertEquals(parsed, Parsed.of(limits, Splitting.BY_OCTET.cut(octets)));
    }
    Parsed.of(ReplyLimits.DEFAULT, List.of(octets)).replies().forEach(this::check);
  }

  private void check(Reply reply) {
    assertEquals(
        new Parsed(List.of(reply), false),
        Parsed.of(new ReplyLimits(99_999, 99_999, 1024, 999_999), List.of(written(reply))));
    assertTrue(reply.toString().codePoints().noneMatch(Character::isISOControl));
  }

  private static byte[] written(Reply reply) {
    StringBuilder wire = new StringBuilder();
    for (int i = 0; i < reply.lines().size(); i++) {
      boolean last = i == reply.lines().size() - 1;
      wire.append(reply.code()).append(last ? ' ' : '-').append(reply.lines().get(i));
      wire.append("\r\n");
    }
    return wire.toString().getBytes(UTF_8);
  }
}
