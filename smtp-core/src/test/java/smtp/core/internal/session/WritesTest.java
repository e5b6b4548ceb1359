package smtp.core.internal.session;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Mail;
import smtp.api.Parameter;
import smtp.api.Reply;
import smtp.api.SessionListener;
import smtp.api.Timeouts;
import smtp.api.TlsMode;
import smtp.core.ClientBuilder;
import smtp.core.internal.net.Watch;

/** Which octets go out in which write: each that waits for a reply is a round trip. */
class WritesTest {

  private static final String EHLO = "EHLO c\n";

  private final Watch watch = Watch.start();
  private final List<String> log = new ArrayList<>();

  @AfterEach
  void release() {
    watch.release();
  }

  /** A session with a server that has said everything already. */
  private final class Play {
    final FakeLink link;
    final Session session;

    Play(Options options, Dialect dialect, String extensions, String... replies) {
      String hello = "250-s\n" + extensions.replaceAll("(\\S+) ?", "250-$1\n") + "250 HELP\n";
      link = new FakeLink(Integer.MAX_VALUE, hello + lines(replies));
      Timing timing = new Timing(Timeouts.of(Duration.ofSeconds(20)), null);
      Connection connection = new Connection(link, watch, timing, SessionListener.NONE);
      session = new Session(new Greeted(connection, options.build(dialect), Reply.of(220))) {};
    }

    Play(String extensions, String... replies) {
      this(new Options(), Dialect.SMTP, extensions, replies);
    }

    void sendAll(Mail... mails) throws Exception {
      session.sendAll(
          Arrays.asList(mails).iterator(),
          (mail, result, failure) ->
              log.add(
                  result.recipients().stream()
                      .map(one -> one.getClass().getSimpleName())
                      .toList()
                      .toString()));
    }

    void assertWrites(String... writes) {
      assertEquals(List.of(writes), link.written());
    }
  }

  private static String lines(String... replies) {
    return String.join("\n", replies) + (replies.length == 0 ? "" : "\n");
  }

  /** What a client would be built with. */
  private static final class Options extends ClientBuilder<Options> {
    SessionOptions build(Dialect dialect) {
      return helloName("c").options(dialect, "s", TlsMode.NONE);
    }

    @Override
    protected Options self() {
      return this;
    }
  }

  private static Mail mail(String content, String... recipients) {
    return Mail.of(Envelope.of("a@b", recipients), Content.of(content));
  }

  private static Mail stream(String content, String... recipients) {
    Content once =
        Content.of(Content.Encoding.SEVEN_BIT, out -> out.write(content.getBytes(US_ASCII)));
    return Mail.of(Envelope.of("a@b", recipients), once);
  }

  private static final String MAIL = "MAIL FROM:<a@b>\n";
  private static final String RCPT = "RCPT TO:<c@d>\n";
  private static final String ENVELOPE = MAIL + RCPT;

  @Test
  void dataTakesTwoWritesAndTheSecondHoldsQuit() throws Exception {
    Play play = new Play("PIPELINING", "250 m", "250 r", "354 go", "250 ok", "221 bye");
    play.session.sendLast(mail("x\n", "c@d"));
    play.assertWrites(EHLO, ENVELOPE + "DATA\n", "x\n.\nQUIT\n");
  }

  @Test
  void chunkTakesOneWriteWithQuit() throws Exception {
    Play play = new Play("PIPELINING CHUNKING SIZE", "250 m", "250 r", "250 ok", "221 bye");
    play.session.sendLast(mail("x\n.\n", "c@d"));
    play.assertWrites(EHLO, "MAIL FROM:<a@b> SIZE=6\n" + RCPT + "BDAT 6 LAST\nx\n.\nQUIT\n");
  }

  @Test
  void nextEnvelopeGoesBehindTheContentBeforeIt() throws Exception {
    String[] first = {"250 m", "250 r", "354 go"};
    String[] next = {"250 ok", "250 rset", "250 m", "250 r", "354 go"};
    Play play = new Play("PIPELINING", lines(first) + lines(next) + lines(next) + "250 ok");
    play.sendAll(mail("1\n", "c@d"), mail("2\n", "c@d"), mail("3\n", "c@d"));
    play.assertWrites(
        EHLO,
        ENVELOPE + "DATA\n",
        "1\n.\nRSET\n" + ENVELOPE + "DATA\n",
        "2\n.\nRSET\n" + ENVELOPE + "DATA\n",
        "3\n.\n");
    assertEquals(List.of("[Accepted]", "[Accepted]", "[Accepted]"), log);
  }

  @Test
  void chunksGoBackToBack() throws Exception {
    Play play =
        new Play(
            "PIPELINING CHUNKING",
            "250 m",
            "250 r",
            "554 no",
            "250 rset",
            "250 m",
            "550 r",
            "503 no",
            "250 rset",
            "250 m",
            "250 r",
            "250 ok");
    play.sendAll(mail("1\n", "c@d"), mail("2\n", "c@d"), mail("3\n", "c@d"));
    String mail = ENVELOPE + "BDAT 3 LAST\n";
    play.assertWrites(EHLO, mail + "1\nRSET\n" + mail + "2\nRSET\n" + mail + "3\n");
    assertEquals(List.of("[Refused]", "[Refused]", "[Accepted]"), log);
  }

  @Test
  void windowOfOneAwaitsEachMail() throws Exception {
    Options options = new Options().window(1, 1 << 20);
    String[] chunk = {"250 m", "250 r", "250 ok"};
    Play play =
        new Play(
            options,
            Dialect.SMTP,
            "PIPELINING CHUNKING",
            lines(chunk) + "250 rset\n" + lines(chunk));
    play.sendAll(mail("1\n", "c@d"), mail("2\n", "c@d"));
    String mail = ENVELOPE + "BDAT 3 LAST\n";
    play.assertWrites(EHLO, mail + "1\n", "RSET\n" + mail + "2\n");
  }

  @Test
  void contentOfUnknownSizeGoesTheSameWayIfItIsSmall() throws Exception {
    Play play = new Play("PIPELINING CHUNKING SIZE", "250 m", "250 r", "250 ok");
    play.sendAll(stream("x\ny", "c@d"));
    play.assertWrites(EHLO, "MAIL FROM:<a@b> SIZE=6\n" + RCPT + "BDAT 6 LAST\nx\ny\n");
    assertEquals(List.of("[Accepted]"), log);
  }

  @Test
  void sizeThatTheCallerGaveIsNotToldAgain() throws Exception {
    Envelope envelope =
        Envelope.builder().sender("a@b").recipient("c@d").parameter(Parameter.size(9)).build();
    for (Content content : List.of(Content.of("x\n"), stream("x\n", "c@d").content())) {
      Play play = new Play("PIPELINING CHUNKING SIZE", "250 m", "250 r", "250 ok");
      play.sendAll(Mail.of(envelope, content));
      play.assertWrites(EHLO, "MAIL FROM:<a@b> SIZE=9\n" + RCPT + "BDAT 3 LAST\nx\n");
    }
  }

  /** The envelope first; then chunks, of which few are unanswered. */
  @Test
  void contentOfUnknownSizeGoesInChunksIfItIsLarge() throws Exception {
    int size = 64 * 1024 + 128 * 1024 + 10;
    Play play =
        new Play("PIPELINING CHUNKING SIZE", "250 m", "250 r", "250 one", "250 two", "250 three");
    play.sendAll(stream("x".repeat(size - 2) + "\n", "c@d"));
    List<String> writes = play.link.written();
    assertEquals(MAIL + RCPT, writes.get(1));
    String rest = String.join("", writes.subList(2, writes.size()));
    assertEquals(
        "BDAT 65536\n%s\nBDAT 131072\n%s\nBDAT 10 LAST\n%s\n"
            .formatted("x".repeat(65536), "x".repeat(131072), "x".repeat(8))
            .replace("x\nBDAT", "xBDAT"),
        rest);
    assertEquals(List.of("[Accepted]"), log);
  }

  @Test
  void largeContentIsNotSentOnTheChanceOfARefusal() throws Exception {
    Play play = new Play("PIPELINING CHUNKING", "250 m", "550 no");
    play.sendAll(mail("x".repeat((1 << 20) + 1), "c@d"));
    play.assertWrites(EHLO, ENVELOPE);
    assertEquals(List.of("[Refused]"), log);
  }

  @Test
  void carefulModeEndsTheContentApart() throws Exception {
    Options options = new Options().careful();
    Play play =
        new Play(
            options, Dialect.SMTP, "PIPELINING CHUNKING", "250 m", "250 r", "250 got", "250 ok");
    play.sendAll(mail("x\n", "c@d"));
    play.assertWrites(EHLO, ENVELOPE, "BDAT 3\nx\n", "BDAT 0 LAST\n");
    assertEquals(List.of("[Accepted]"), log);
  }

  @Test
  void allOrNoneLooksBeforeTheContent() throws Exception {
    Options options = new Options().allOrNone();
    Play data = new Play(options, Dialect.SMTP, "PIPELINING", "250 m", "250 r", "354 go", "250 ok");
    data.sendAll(mail("x\n", "c@d"));
    data.assertWrites(EHLO, ENVELOPE, "DATA\n", "x\n.\n");
    Play chunk = new Play(options, Dialect.SMTP, "PIPELINING CHUNKING", "250 m", "250 r", "250 ok");
    chunk.sendAll(mail("x\n", "c@d"));
    chunk.assertWrites(EHLO, ENVELOPE, "BDAT 3 LAST\nx\n");
  }

  @Test
  void withoutPipeliningTheChunkGoesWithItsCommandOnly() throws Exception {
    Play play = new Play("CHUNKING", "250 m", "250 r", "250 ok");
    play.sendAll(mail("x\n", "c@d"));
    play.assertWrites(EHLO, MAIL, RCPT, "BDAT 3 LAST\nx\n");
  }

  /** A server that answers once would have RSET's answer taken for the second recipient's. */
  @Test
  void nothingGoesBehindAContentWithSeveralReplies() throws Exception {
    Play play =
        new Play(
            new Options(),
            Dialect.LMTP,
            "PIPELINING",
            "250 m",
            "250 r",
            "250 r",
            "354 go",
            "250 c",
            "550 e",
            "250 rset",
            "250 m",
            "250 r",
            "354 go",
            "250 ok");
    play.sendAll(mail("1\n", "c@d", "e@f"), mail("2\n", "c@d"));
    play.assertWrites(
        "LHLO c\n",
        ENVELOPE + "RCPT TO:<e@f>\nDATA\n",
        "1\n.\n",
        "RSET\n" + ENVELOPE + "DATA\n",
        "2\n.\n");
    assertEquals(List.of("[Accepted, Refused]", "[Accepted]"), log);
  }

  @Test
  void lmtpChunkToSeveralHasItsEndApart() throws Exception {
    Play play =
        new Play(
            new Options(),
            Dialect.LMTP,
            "PIPELINING CHUNKING",
            "250 m",
            "250 r",
            "550 r",
            "250 r",
            "250 got",
            "250 c",
            "452 g");
    play.sendAll(mail("1\n", "c@d", "e@f", "g@h"));
    play.assertWrites(
        "LHLO c\n", ENVELOPE + "RCPT TO:<e@f>\nRCPT TO:<g@h>\nBDAT 3\n1\nBDAT 0 LAST\n");
    assertEquals(List.of("[Accepted, Refused, Refused]"), log);
  }

  /** Servers count errors, and DATA behind refused recipients is one more. */
  @Test
  void contentIsNoLongerSentOnChanceWhereMostIsRefused() throws Exception {
    String[] refused = {"250 m", "550 r", "503 no"};
    String[] later = {"250 rset", "250 m", "550 r"};
    Play play =
        new Play(
            "PIPELINING",
            lines(refused)
                + ("250 rset\n" + lines(refused)).repeat(2)
                + lines(later)
                + "250 rset\n250 m\n250 r\n354 go\n250 ok\n");
    Mail[] mails = IntStream.range(0, 5).mapToObj(i -> mail("x\n", "c@d")).toArray(Mail[]::new);
    play.sendAll(mails);
    play.assertWrites(
        EHLO,
        ENVELOPE + "DATA\n",
        "RSET\n" + ENVELOPE + "DATA\n",
        "RSET\n" + ENVELOPE + "DATA\n",
        "RSET\n" + ENVELOPE,
        "RSET\n" + ENVELOPE,
        "DATA\n",
        "x\n.\n");
  }
}
