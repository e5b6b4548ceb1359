package smtp.core.internal.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import smtp.api.Reply;
import smtp.api.SmtpProtocolException;

class ReplyParserProperties {

  /** Limits small enough for generated input to reach each of them. */
  private static final ReplyLimits TIGHT = new ReplyLimits(12, 20, 3, 32);

  @Property(tries = 2000)
  void splitsDoNotChangeTheResult(
      @ForAll("conversations") byte[] octets, @ForAll("cuts") List<Integer> cuts) {
    for (ReplyLimits limits : List.of(TIGHT, ReplyLimits.DEFAULT)) {
      Parsed whole = Parsed.of(limits, List.of(octets));

      assertEquals(whole, Parsed.of(limits, Slices.at(octets, cuts)));
      assertEquals(whole, Parsed.of(limits, Splitting.BY_OCTET.cut(octets)));
    }
  }

  @Property(tries = 2000)
  void resultEqualsTheNaiveParsers(@ForAll("conversations") byte[] octets) {
    for (ReplyLimits limits : List.of(TIGHT, ReplyLimits.DEFAULT)) {
      assertEquals(NaiveReplyParser.parse(octets, limits), Parsed.of(limits, List.of(octets)));
    }
  }

  @Property
  void pipelinedRepliesEqualSeparateOnes(@ForAll("replies") List<Reply> replies) {
    byte[] octets = join(replies);

    assertEquals(new Parsed(replies, false), Parsed.of(ReplyLimits.DEFAULT, List.of(octets)));
    assertEquals(
        new Parsed(replies, false),
        Parsed.of(ReplyLimits.DEFAULT, replies.stream().map(r -> octets(r)).toList()));
  }

  @Property
  void parserStopsAfterItsReply(@ForAll("replies") List<Reply> replies, @ForAll byte[] behind)
      throws SmtpProtocolException {
    ReplyParser parser = new ReplyParser(ReplyLimits.DEFAULT);
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    octets.writeBytes(join(replies));
    octets.writeBytes(behind);
    ByteBuffer input = ByteBuffer.wrap(octets.toByteArray());

    int end = 0;
    for (Reply reply : replies) {
      end += octets(reply).length;
      assertEquals(reply, parser.parse(input));
      assertEquals(end, input.position());
    }
    assertEquals(behind.length, input.remaining());
  }

  @Property
  void parsedReplyIsTheWrittenOne(
      @ForAll("replies") List<Reply> replies, @ForAll("cuts") List<Integer> cuts) {
    assertEquals(
        new Parsed(replies, false), Parsed.of(ReplyLimits.DEFAULT, Slices.at(join(replies), cuts)));
  }

  @Provide
  Arbitrary<List<Reply>> replies() {
    Arbitrary<String> text =
        Arbitraries.strings().withChars("aZ09 -.\0\t\u00e9\u20ac").ofMaxLength(30);
    return Combinators.combine(Arbitraries.integers().between(200, 599), text.list().ofMaxSize(5))
        .as((code, lines) -> Reply.of(code, lines))
        .list()
        .ofMinSize(1)
        .ofMaxSize(8);
  }

  /** Bytes that are often valid replies, and often almost. */
  @Provide
  Arbitrary<byte[]> conversations() {
    Arbitrary<String> good = Arbitraries.of("250 ok\r\n", "250-a\r\n", "250 \r\n", "250\r\n");
    Arbitrary<String> part =
        Arbitraries.of(
            "250",
            "550",
            "334",
            "199",
            "25",
            "-",
            " ",
            "\r\n",
            "\n",
            "\r",
            "\t",
            "a",
            "0123456789",
            "\0",
            "\u00c3\u00a9",
            "\u00e9",
            "\u0080");
    Arbitrary<String> octet = Arbitraries.chars().range('\0', '\u00ff').map(String::valueOf);
    return Arbitraries.frequencyOf(Tuple.of(6, good), Tuple.of(5, part), Tuple.of(1, octet))
        .list()
        .ofMaxSize(20)
        .map(parts -> String.join("", parts).getBytes(ISO_8859_1));
  }

  @Provide
  Arbitrary<List<Integer>> cuts() {
    return Arbitraries.integers().between(0, 100).list().ofMaxSize(6);
  }

  private static byte[] join(List<Reply> replies) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    replies.forEach(reply -> octets.writeBytes(octets(reply)));
    return octets.toByteArray();
  }

  private static byte[] octets(Reply reply) {
    List<String> lines = new ArrayList<>(reply.lines());
    String last = lines.removeLast();
    return (lines.stream()
                .map(line -> reply.code() + "-" + line + "\r\n")
                .collect(Collectors.joining())
            + reply.code()
            + " "
            + last
            + "\r\n")
        .getBytes(UTF_8);
  }
}
