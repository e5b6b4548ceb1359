package smtp.core.internal.session;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Mail;
import smtp.api.Parameter;
import smtp.api.SmtpOutcomeUnknownException;
import smtp.api.SmtpServerDisconnectedException;
import smtp.core.internal.options.Dialect;

/** Which bytes are sent in which write: each wait for a reply is a round trip. */
class WritesTest extends CannedSessions {

  /** A content with a size that logs when it is written. */
  private record Noting(String text, List<String> log) implements Content {
    @Override
    public void writeTo(OutputStream out) throws IOException {
      log.add("write " + text);
      out.write((text + "\n").getBytes(US_ASCII));
    }

    @Override
    public Encoding encoding() {
      return Encoding.SEVEN_BIT;
    }

    @Override
    public OptionalLong size() {
      return OptionalLong.of(text.length() + 2);
    }
  }

  private Mail noting(String text) {
    return Mail.of(Envelope.of("a@b", "c@d"), new Noting(text, log));
  }

  @Test
  void dataTakesTwoWritesAndTheSecondHoldsQuit() throws Exception {
    CannedSession canned =
        new CannedSession("PIPELINING", "250 m", "250 r", "354 go", "250 ok", "221 bye");
    canned.session.sendLast(mail("x\n", "c@d"));
    canned.assertWrites(EHLO, ENVELOPE + "DATA\n", "x\n.\nQUIT\n");
  }

  @Test
  void chunkTakesOneWriteWithQuit() throws Exception {
    CannedSession canned =
        new CannedSession("PIPELINING CHUNKING SIZE", "250 m", "250 r", "250 ok", "221 bye");
    canned.session.sendLast(mail("x\n.\n", "c@d"));
    canned.assertWrites(EHLO, "MAIL FROM:<a@b> SIZE=6\n" + RCPT + "BDAT 6 LAST\nx\n.\nQUIT\n");
  }

  /** The server may have received a write that failed, and so the end of the content. */
  @ParameterizedTest
  @CsvSource({"PIPELINING, 2", "PIPELINING CHUNKING, 1"})
  void failedWriteOfTheEndOfTheContentIsUnknown(String extensions, int writes) throws Exception {
    CannedSession canned = new CannedSession(extensions, "250 m", "250 r", "354 go");
    canned.link.failAfter(writes);
    assertThrows(SmtpOutcomeUnknownException.class, () -> canned.sendAll(mail("x\n", "c@d")));
    assertEquals(List.of("[Unknown]"), log);
  }

  @Test
  void failedWriteOfTheEnvelopeIsNotSent() throws Exception {
    CannedSession canned = new CannedSession("PIPELINING");
    canned.link.failAfter(1);
    assertThrows(SmtpServerDisconnectedException.class, () -> canned.sendAll(mail("x\n", "c@d")));
    assertEquals(List.of("[NotSent]"), log);
  }

  @Test
  void nextEnvelopeIsWrittenWithTheContentBeforeIt() throws Exception {
    String[] first = {"250 m", "250 r", "354 go"};
    String[] next = {"250 ok", "250 rset", "250 m", "250 r", "354 go"};
    CannedSession canned =
        new CannedSession("PIPELINING", lines(first) + lines(next) + lines(next) + "250 ok");
    canned.sendAll(mail("1\n", "c@d"), mail("2\n", "c@d"), mail("3\n", "c@d"));
    canned.assertWrites(
        EHLO,
        ENVELOPE + "DATA\n",
        "1\n.\nRSET\n" + ENVELOPE + "DATA\n",
        "2\n.\nRSET\n" + ENVELOPE + "DATA\n",
        "3\n.\n");
    assertEquals(List.of("[Accepted]", "[Accepted]", "[Accepted]"), log);
  }

  @Test
  void chunksAreWrittenWithoutWaiting() throws Exception {
    CannedSession canned =
        new CannedSession(
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
    canned.sendAll(mail("1\n", "c@d"), mail("2\n", "c@d"), mail("3\n", "c@d"));
    String mail = ENVELOPE + "BDAT 3 LAST\n";
    canned.assertWrites(EHLO, mail + "1\nRSET\n" + mail + "2\nRSET\n" + mail + "3\n");
    assertEquals(List.of("[Refused]", "[Refused]", "[Accepted]"), log);
  }

  @Test
  void windowOfOneAwaitsEachMail() throws Exception {
    Options options = new Options().pipelineWindow(1, 1 << 20);
    String[] chunk = {"250 m", "250 r", "250 ok"};
    CannedSession canned =
        new CannedSession(
            options,
            Dialect.SMTP,
            "PIPELINING CHUNKING",
            lines(chunk) + "250 rset\n" + lines(chunk));
    canned.sendAll(mail("1\n", "c@d"), mail("2\n", "c@d"));
    String mail = ENVELOPE + "BDAT 3 LAST\n";
    canned.assertWrites(EHLO, mail + "1\n", "RSET\n" + mail + "2\n");
  }

  @Test
  void callersSizeIsNotDeclaredTwice() throws Exception {
    Envelope envelope =
        Envelope.builder().sender("a@b").recipient("c@d").parameter(Parameter.size(9)).build();
    for (Content content : List.of(Content.of("x\n"), stream("x\n", "c@d").content())) {
      CannedSession canned =
          new CannedSession("PIPELINING CHUNKING SIZE", "250 m", "250 r", "250 ok");
      canned.sendAll(Mail.of(envelope, content));
      canned.assertWrites(EHLO, "MAIL FROM:<a@b> SIZE=9\n" + RCPT + "BDAT 3 LAST\nx\n");
    }
  }

  /** Otherwise a caller would wait for the result while the next content is written. */
  @Test
  void messageIsReportedBeforeTheContentOfTheNextIsWritten() throws Exception {
    CannedSession canned =
        new CannedSession(
            "PIPELINING",
            "250 m",
            "250 r",
            "354 go",
            "250 ok",
            "250 z",
            "250 m",
            "250 r",
            "354 go",
            "250 ok");
    canned.sendAll(noting("1"), noting("2"));
    assertEquals(List.of("write 1", "[Accepted]", "write 2", "[Accepted]"), log);
  }

  @Test
  void messageIsReportedWhenTheWindowHasRoomAgain() throws Exception {
    CannedSession canned =
        new CannedSession(
            new Options().pipelineWindow(9, 1),
            Dialect.SMTP,
            "PIPELINING CHUNKING",
            "250 m",
            "250 r",
            "250 ok",
            "250 z",
            "250 m",
            "250 r",
            "250 ok");
    canned.sendAll(noting("1"), noting("2"));
    assertEquals(List.of("write 1", "[Accepted]", "write 2", "[Accepted]"), log);
  }

  @Test
  void contentOfOneMebibyteIsSentBeforeTheRepliesToRcpt() throws Exception {
    CannedSession canned = new CannedSession("PIPELINING CHUNKING", "250 m", "250 r", "250 ok");
    canned.sendAll(mail("x".repeat((1 << 20) - 2) + "\n", "c@d"));
    assertTrue(canned.link.written().get(1).startsWith(ENVELOPE + "BDAT 1048576 LAST\n"));
    assertEquals(List.of("[Accepted]"), log);
  }

  @Test
  void largerContentAwaitsTheRepliesToRcpt() throws Exception {
    CannedSession canned = new CannedSession("PIPELINING CHUNKING", "250 m", "550 no");
    canned.sendAll(mail("x".repeat((1 << 20) + 1), "c@d"));
    canned.assertWrites(EHLO, ENVELOPE);
    assertEquals(List.of("[Refused]"), log);
  }

  @Test
  void confirmBeforeEndWritesTheEndSeparately() throws Exception {
    Options options = new Options().confirmBeforeEnd();
    CannedSession canned =
        new CannedSession(
            options, Dialect.SMTP, "PIPELINING CHUNKING", "250 m", "250 r", "250 got", "250 ok");
    canned.sendAll(mail("x\n", "c@d"));
    canned.assertWrites(EHLO, ENVELOPE, "BDAT 3\nx\n", "BDAT 0 LAST\n");
    assertEquals(List.of("[Accepted]"), log);
  }

  @Test
  void allOrNoneAwaitsTheRepliesBeforeTheContent() throws Exception {
    Options options = new Options().allOrNone();
    CannedSession data =
        new CannedSession(
            options, Dialect.SMTP, "PIPELINING", "250 m", "250 r", "354 go", "250 ok");
    data.sendAll(mail("x\n", "c@d"));
    data.assertWrites(EHLO, ENVELOPE, "DATA\n", "x\n.\n");
    CannedSession chunk =
        new CannedSession(options, Dialect.SMTP, "PIPELINING CHUNKING", "250 m", "250 r", "250 ok");
    chunk.sendAll(mail("x\n", "c@d"));
    chunk.assertWrites(EHLO, ENVELOPE, "BDAT 3 LAST\nx\n");
  }

  @Test
  void withoutPipeliningTheChunkIsWrittenWithItsCommandOnly() throws Exception {
    CannedSession canned = new CannedSession("CHUNKING", "250 m", "250 r", "250 ok");
    canned.sendAll(mail("x\n", "c@d"));
    canned.assertWrites(EHLO, MAIL, RCPT, "BDAT 3 LAST\nx\n");
  }

  /**
   * If a server answered only once, the reply to RSET would be taken for the second recipient's.
   */
  @Test
  void contentWithSeveralRepliesIsAnsweredBeforeTheNextMessage() throws Exception {
    CannedSession canned =
        new CannedSession(
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
    canned.sendAll(mail("1\n", "c@d", "e@f"), mail("2\n", "c@d"));
    canned.assertWrites(
        "LHLO c\n",
        ENVELOPE + "RCPT TO:<e@f>\nDATA\n",
        "1\n.\n",
        "RSET\n" + ENVELOPE + "DATA\n",
        "2\n.\n");
    assertEquals(List.of("[Accepted, Refused]", "[Accepted]"), log);
  }

  @Test
  void lmtpChunkToSeveralRecipientsHasASeparateEnd() throws Exception {
    CannedSession canned =
        new CannedSession(
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
    canned.sendAll(mail("1\n", "c@d", "e@f", "g@h"));
    canned.assertWrites(
        "LHLO c\n", ENVELOPE + "RCPT TO:<e@f>\nRCPT TO:<g@h>\nBDAT 3\n1\nBDAT 0 LAST\n");
    assertEquals(List.of("[Accepted, Refused, Refused]"), log);
  }

  /** Servers count errors, and DATA after refused recipients is one more. */
  @Test
  void contentAwaitsTheRepliesToRcptIfMostAreRefused() throws Exception {
    String[] refused = {"250 m", "550 r", "503 no"};
    String[] later = {"250 rset", "250 m", "550 r"};
    CannedSession canned =
        new CannedSession(
            "PIPELINING",
            lines(refused)
                + ("250 rset\n" + lines(refused)).repeat(2)
                + lines(later)
                + "250 rset\n250 m\n250 r\n354 go\n250 ok\n");
    Mail[] mails = IntStream.range(0, 5).mapToObj(i -> mail("x\n", "c@d")).toArray(Mail[]::new);
    canned.sendAll(mails);
    canned.assertWrites(
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
