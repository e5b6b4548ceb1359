package smtp.core.internal.session;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Mail;
import smtp.api.Reply;
import smtp.api.SessionListener;
import smtp.api.SmtpNotSupportedException;
import smtp.api.SmtpRecipientsRefusedException;
import smtp.api.internal.ExceptionResults;

/** Contents of unknown size, with BDAT. */
class StreamsTest extends CannedSessions {

  @Test
  void smallContentOfUnknownSizeIsSentAsOneChunk() throws Exception {
    CannedSession canned =
        new CannedSession("PIPELINING CHUNKING SIZE", "250 m", "250 r", "250 ok");
    canned.sendAll(stream("x\ny", "c@d"));
    canned.assertWrites(EHLO, "MAIL FROM:<a@b> SIZE=6\n" + RCPT + "BDAT 6 LAST\nx\ny\n");
    assertEquals(List.of("[Accepted]"), log);
  }

  /** The envelope is sent first, then chunks, of which few are unanswered. */
  @Test
  void largeContentOfUnknownSizeIsSentInChunks() throws Exception {
    int size = 64 * 1024 + 128 * 1024 + 10;
    CannedSession canned =
        new CannedSession(
            "PIPELINING CHUNKING SIZE", "250 m", "250 r", "250 one", "250 two", "250 three");
    canned.sendAll(stream("x".repeat(size - 2) + "\n", "c@d"));
    List<String> writes = canned.link.written();
    assertEquals(MAIL + RCPT, writes.get(1));
    String rest = String.join("", writes.subList(2, writes.size()));
    assertEquals(
        "BDAT 65536\n%s\nBDAT 131072\n%s\nBDAT 10 LAST\n%s\n"
            .formatted("x".repeat(65536), "x".repeat(131072), "x".repeat(8))
            .replace("x\nBDAT", "xBDAT"),
        rest);
    assertEquals(List.of("[Accepted]"), log);
  }

  /** A slow content must not hold back a chunk that is complete. */
  @Test
  void chunkIsSentBeforeMoreContentIsRead() throws Exception {
    CannedSession canned =
        new CannedSession("PIPELINING CHUNKING", "250 m", "250 r", "250 one", "250 two");
    Content content =
        Content.of(
            Content.Encoding.SEVEN_BIT,
            out -> {
              out.write("x".repeat(64 * 1024 + 1).getBytes(US_ASCII));
              log.add(canned.link.written().stream().map(String::length).toList().toString());
            });
    canned.sendAll(Mail.of(Envelope.of("a@b", "c@d"), content));
    int before = "BDAT 65536\n".length();
    assertEquals(
        List.of(
            "[%d, %d, %d]".formatted(EHLO.length(), ENVELOPE.length(), before + 64 * 1024),
            "[Accepted]"),
        log);
  }

  @Test
  void atMostTwoChunksAreUnanswered() throws Exception {
    AtomicInteger unanswered = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    listener =
        new SessionListener() {
          @Override
          public void onCommand(String line) {
            if (line.startsWith("BDAT")) {
              most.accumulateAndGet(unanswered.incrementAndGet(), Math::max);
            }
          }

          @Override
          public void onReply(Reply reply, Duration elapsed) {
            if (reply.text().startsWith("chunk")) {
              unanswered.decrementAndGet();
            }
          }
        };
    CannedSession canned =
        new CannedSession(
            "PIPELINING CHUNKING", "250 m", "250 r", "250 chunk\n".repeat(5) + "250 chunk");
    canned.sendAll(stream("x".repeat(1 << 20) + "\n", "c@d"));
    assertEquals(List.of("[Accepted]"), log);
    assertEquals(2, most.get());
  }

  @Test
  void chunksGrowToOneMebibyte() throws Exception {
    int size = 4 << 20;
    CannedSession canned =
        new CannedSession(
            "PIPELINING CHUNKING", "250 m", "250 r", "250 x\n".repeat(7) + "250 queued");
    canned.sendAll(stream("x".repeat(size - 2) + "\n", "c@d"));
    String all = String.join("", canned.link.written());
    assertEquals(
        List.of(
            "BDAT 65536",
            "BDAT 131072",
            "BDAT 262144",
            "BDAT 524288",
            "BDAT 1048576",
            "BDAT 1048576",
            "BDAT 1048576",
            "BDAT 65536 LAST"),
        Pattern.compile("BDAT [^\n]+").matcher(all).results().map(MatchResult::group).toList());
  }

  @ParameterizedTest
  @CsvSource({"100, 100, true", "100, 101, false", "200000, 200000, true", "200000, 200001, false"})
  void contentStopsAtTheServersLimit(int limit, int octets, boolean sent) throws Exception {
    CannedSession canned =
        new CannedSession(
            "PIPELINING CHUNKING SIZE=" + limit, "250 m", "250 r", "250 1", "250 2", "250 ok");
    Mail mail = stream("x".repeat(octets - 2) + "\n", "c@d");
    if (sent) {
      assertEquals(1, canned.session.send(mail).accepted().size());
    } else {
      var failure = assertThrows(SmtpNotSupportedException.class, () -> canned.session.send(mail));
      assertEquals(1, failure.result().orElseThrow().notSent().size());
      assertEquals(octets < 65536, canned.session.isOpen());
    }
  }

  /** Its size was not declared, so the server may still refuse it. */
  @Test
  void nextMessageIsTakenAfterALargeStreamWasAnswered() throws Exception {
    CannedSession canned =
        new CannedSession(
            "PIPELINING CHUNKING",
            "250 m",
            "250 r",
            "250 1",
            "250 ok",
            "250 z",
            "250 m",
            "250 r",
            "250 ok");
    Mail large = stream("x".repeat(64 * 1024) + "\n", "c@d");
    canned.sendAll(Stream.of(large, mail("2\n", "c@d")).peek(mail -> log.add("take")).iterator());
    assertEquals(List.of("take", "[Accepted]", "take", "[Accepted]"), log);
  }

  @Test
  void refusedEnvelopeOfALargeStreamIsReported() throws Exception {
    CannedSession canned = new CannedSession("PIPELINING CHUNKING", "250 m", "550 no");
    Mail large = stream("x".repeat(64 * 1024) + "\n", "c@d");
    var failure =
        assertThrows(SmtpRecipientsRefusedException.class, () -> canned.session.send(large));
    assertEquals("The server refused every recipient: 550 no", ExceptionResults.text(failure));
    canned.assertWrites(EHLO, ENVELOPE);
    assertTrue(canned.session.isOpen());
  }
}
