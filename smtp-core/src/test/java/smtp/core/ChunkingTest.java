package smtp.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Content;
import smtp.api.Content.Encoding;
import smtp.api.Extension;
import smtp.api.SmtpDataException;
import smtp.api.SmtpMessageException;
import smtp.api.SmtpNotSupportedException;
import smtp.api.SmtpOutcomeUnknownException;
import smtp.api.SmtpRecipientsRefusedException;
import smtp.api.SmtpSenderRefusedException;
import smtp.api.SmtpServerDisconnectedException;
import smtp.api.SmtpSession;
import smtp.api.internal.ExceptionResults;
import smtp.core.Play.Outcome;
import smtp.testkit.Delivery;

/** Content with BDAT (RFC 3030). */
class ChunkingTest {

  private static final String HELLO = Play.hello("PIPELINING", "CHUNKING", "SIZE 2000");

  private static final String ENVELOPE =
      "C: MAIL FROM:<a@example.org> SIZE=22\nC: RCPT TO:<b@example.net>\n";

  private static final String CHUNK = "BDAT 22 LAST\nSubject: Hi\n\nHello\n.\n";

  private static Outcome sendAtEveryCut(String script) throws IOException {
    return Play.sendAtEveryCut(HELLO + script, Play.mail("b@example.net"));
  }

  @ParameterizedTest
  @EnumSource
  void messageIsSentInOneFlight(Arrival arrival) throws Exception {
    String script = ENVELOPE + CHUNK + "S: 250 m\nS: 250 r\nS: 250 queued as 1\n";
    Outcome outcome =
        arrival.send(HELLO + script + "C: QUIT\nS: 221 bye\nEOF\n", Play.mail("b@example.net"));
    assertEquals("Accepted 250", outcome.recipients());
    assertEquals("queued as 1", outcome.result().accepted().getFirst().reply().text());
    assertTrue(outcome.open());
  }

  /** Nothing is stuffed: the server counts. */
  @Test
  void dotsAreNotStuffed() throws Exception {
    Outcome outcome =
        Play.sendAtEveryCut(
            HELLO
                + """
                C: MAIL FROM:<a@example.org> SIZE=14
                C: RCPT TO:<b@example.net>
                BDAT 14 LAST
                .
                """
                    .replace("LAST\n.", "LAST\n\\.\n..\n.x\na")
                + ".\nS: 250 m\nS: 250 r\nS: 250 ok\n",
            Play.mail(Content.of(".\n..\r\n.x\ra")));
    assertEquals("Accepted 250", outcome.recipients());
  }

  @ParameterizedTest
  @MethodSource("smtp.testkit.Delivery#all")
  void refusalsOfTheEnvelopeLeaveTheSessionUsable(Delivery delivery) throws Exception {
    String next = "C: RSET\n" + ENVELOPE + CHUNK + "S: 250 reset\n";
    String script =
        HELLO
            + (ENVELOPE + CHUNK + "S: 250 m\nS: 550 r\nS: 554 no valid recipients\n")
            + (next + "S: 451 m\nS: 503 r\nS: 503 no\n")
            + (next + "S: 250 m\nS: 250 r\nS: 554 no\n")
            + (next + "S: 250 m\nS: 250 r\nS: 250 ok\n");
    try (var server = Play.server(delivery, script);
        SmtpSession session = Play.client(server).connect()) {
      Outcome recipient = Play.send(session, Play.mail("b@example.net"));
      recipient.failure(SmtpRecipientsRefusedException.class);
      assertEquals("Refused 550", recipient.recipients());
      Outcome sender = Play.send(session, Play.mail("b@example.net"));
      sender.failure(SmtpSenderRefusedException.class);
      assertEquals("NotSent", sender.recipients());
      Outcome content = Play.send(session, Play.mail("b@example.net"));
      content.failure(SmtpDataException.class);
      assertEquals("Refused 554", content.recipients());
      assertEquals("Accepted 250", Play.send(session, Play.mail("b@example.net")).recipients());
      server.assertCompleted();
    }
  }

  @Test
  void contentAcceptedAfterARefusedSenderIsUnknown() throws Exception {
    Outcome outcome = sendAtEveryCut(ENVELOPE + CHUNK + "S: 550 m\nS: 250 r\nS: 250 ok\n");
    outcome.failure(SmtpOutcomeUnknownException.class);
    assertEquals("Unknown", outcome.recipients());
    assertFalse(outcome.open());
  }

  @ParameterizedTest
  @CsvSource({
    "'S: 250 m\nS: 250 r\nCLOSE\n', Unknown",
    "'S: 250 m\nS: 250 r\nS: 250 o\nCLOSE\n', Accepted 250",
    "'S: 250 m\nS: 550 r\nCLOSE\n', Refused 550",
    "'S: 550 m\nCLOSE\n', NotSent",
    "'S: 250 m\nS: 250 r\nS: 421 o\n', Refused 421",
    "'S: 421 m\n', NotSent",
    "'S: 250 m\nS: 421 r\n', Refused 421",
    "'CLOSE\n', Unknown",
    "'S: 250 m\nCLOSE\n', Unknown",
    "'S: 250 m\nS: 250 r\nS: 354 what\nCLOSE\n', Unknown",
  })
  void eachRecipientHasItsOwnResult(String replies, String result) throws Exception {
    Outcome outcome = sendAtEveryCut(ENVELOPE + CHUNK + replies);
    assertEquals(result, outcome.recipients());
    if (result.equals("Unknown")) {
      outcome.failure(SmtpOutcomeUnknownException.class);
    }
  }

  /** A content of any size, known or not (negative), in as many writes as there are parts. */
  private record SizedContent(Encoding encoding, long octets, List<String> parts)
      implements Content {
    @Override
    public void writeTo(OutputStream out) throws IOException {
      for (String part : parts) {
        out.write(part.getBytes(StandardCharsets.ISO_8859_1));
      }
    }

    @Override
    public OptionalLong size() {
      return octets < 0 ? OptionalLong.empty() : OptionalLong.of(octets);
    }
  }

  /**
   * The last byte is held back until the content has ended. All others of this one have left by
   * then, since it is larger than any buffer.
   */
  @ParameterizedTest
  @ValueSource(strings = {"", "more"})
  void contentWhoseSizeIsNotTheAnnouncedOneIsNotSent(String rest) throws Exception {
    int size = 200_000;
    boolean more = !rest.isEmpty();
    String all = "x".repeat(size - (more ? 2 : 3)) + "\r\n";
    Content content = new SizedContent(Encoding.SEVEN_BIT, size, List.of(all, rest));
    String script =
        Play.hello("PIPELINING", "CHUNKING")
            + "C: MAIL *\nC: RCPT *\nC: BDAT 200000 LAST\nREAD 199999\nEOF\n";
    Outcome outcome = Play.sendAtEveryCut(script, Play.mail(content));
    outcome.failure(SmtpMessageException.class);
    assertEquals("NotSent", outcome.recipients());
    assertFalse(outcome.open());
  }

  @Test
  void sourceThatFailsBeforeItsFirstChunkIsFullSendsNothing() throws Exception {
    Content broken =
        Content.of(
            Encoding.SEVEN_BIT,
            out -> {
              out.write(new byte[60_000]);
              throw new IllegalStateException("could not be read");
            });
    String script =
        Play.hello("PIPELINING", "CHUNKING")
            + ENVELOPE.replace(" SIZE=22", "")
            + CHUNK
            + "S: 250 m\nS: 250 r\nS: 250 ok\n";
    try (var server = Play.server(script);
        SmtpSession session = Play.client(server).connect()) {
      Outcome outcome = Play.send(session, Play.mail(broken));
      outcome.failure(SmtpMessageException.class);
      assertEquals("NotSent", outcome.recipients());
      assertTrue(outcome.open());
      assertEquals("Accepted 250", Play.send(session, Play.mail("b@example.net")).recipients());
      server.assertCompleted();
    }
  }

  @Test
  void sourceThatFailsInTheMiddleEndsTheSession() throws Exception {
    Content broken =
        Content.of(
            Encoding.SEVEN_BIT,
            out -> {
              out.write(new byte[300_000]);
              throw new IllegalStateException("could not be read");
            });
    String script =
        Play.hello("PIPELINING", "CHUNKING")
            + "C: MAIL *\nC: RCPT *\nS: 250 m\nS: 250 r\n"
            + "BDAT 65536 *\nBDAT 131072 *\nEOF\n";
    Outcome outcome = Play.sendAtEveryCut(script, Play.mail(broken));
    outcome.failure(SmtpMessageException.class);
    assertEquals("NotSent", outcome.recipients());
    assertFalse(outcome.open());
  }

  @Test
  void refusedChunkBeforeTheLastEndsTheSession() throws Exception {
    String script =
        Play.hello("PIPELINING", "CHUNKING")
            + "C: MAIL *\nC: RCPT *\nS: 250 m\nS: 250 r\nBDAT 65536 *\nS: 552 full\n";
    Outcome outcome =
        Play.sendAtEveryCut(
            script,
            Play.mail(new SizedContent(Encoding.SEVEN_BIT, -1, List.of("x".repeat(999_999)))));
    outcome.failure(SmtpDataException.class);
    assertEquals("Refused 552", outcome.recipients());
    assertFalse(outcome.open());
  }

  /** Some servers would execute bytes beyond their limit as commands. */
  @Test
  void contentOfUnknownSizeStopsAtTheServersLimit() throws Exception {
    String script =
        Play.hello("PIPELINING", "CHUNKING", "SIZE 1000") + "C: QUIT\nS: 221 bye\nEOF\n";
    Outcome outcome =
        Play.sendAtEveryCut(
            script, Play.mail(new SizedContent(Encoding.SEVEN_BIT, -1, List.of("x".repeat(999)))));
    outcome.failure(SmtpNotSupportedException.class);
    assertEquals("NotSent", outcome.recipients());
    assertTrue(outcome.open());
  }

  @Test
  void refusedEnvelopeStopsALargeContentOfUnknownSize() throws Exception {
    String script =
        Play.hello("PIPELINING", "CHUNKING")
            + "C: MAIL *\nC: RCPT *\nS: 250 m\nS: 550 r\nC: RSET\nC: MAIL *\n";
    String rest = "C: RCPT *\nBDAT 22 LAST *\nS: 250 z\nS: 250 m\nS: 250 r\nS: 250 ok\n";
    try (var server = Play.server(script + rest);
        SmtpSession session = Play.client(server).connect()) {
      Outcome outcome =
          Play.send(
              session,
              Play.mail(new SizedContent(Encoding.SEVEN_BIT, -1, List.of("x".repeat(99_999)))));
      outcome.failure(SmtpRecipientsRefusedException.class);
      assertEquals("Refused 550", outcome.recipients());
      assertEquals("Accepted 250", Play.send(session, Play.mail("b@example.net")).recipients());
      server.assertCompleted();
    }
  }

  @Test
  void binaryContentIsSentUnchanged() throws Exception {
    String script =
        Play.hello("PIPELINING", "CHUNKING", "8BITMIME", "BINARYMIME")
            + """
            C: MAIL FROM:<a@example.org> BODY=BINARYMIME
            C: RCPT TO:<b@example.net>
            BDAT 7 LAST
            a\\n\\0\\r.\\n\\xff
            .
            S: 250 m
            S: 250 r
            S: 250 ok
            """;
    Outcome outcome =
        Play.sendAtEveryCut(
            script, Play.mail(new SizedContent(Encoding.BINARY, 7, List.of("a\n\0\r.\n\u00ff"))));
    assertEquals("Accepted 250", outcome.recipients());
  }

  @Test
  void chunkingCanBeDisabled() throws Exception {
    String script =
        HELLO + ENVELOPE + "C: DATA\nS: 250 m\nS: 250 r\nS: 354 go\n" + Play.DATA + "S: 250 ok\n";
    Outcome outcome =
        Play.sendAtEveryCut(
            script, Play.mail("b@example.net"), options -> options.disable(Extension.CHUNKING));
    assertEquals("Accepted 250", outcome.recipients());
  }

  @ParameterizedTest
  @CsvSource({"500,false", "503,false", "552,false", "451,true", "550,true", "554,true"})
  void sessionEndsIfTheServerMayNotHaveReadTheChunkThatItRefused(int code, boolean open)
      throws Exception {
    String script = HELLO + ENVELOPE + CHUNK + "S: 250 m\nS: 250 r\nS: " + code + " no\nEOF\n";
    try (var server = Play.server(script);
        SmtpSession session = Play.client(server).connect()) {
      assertEquals("Refused " + code, Play.send(session, Play.mail("b@example.net")).recipients());
      assertEquals(open, session.isOpen());
    }
  }

  @Test
  void lostConnectionIsReportedAsTheReason() throws Exception {
    Outcome outcome =
        Play.send(
            Delivery.whole(),
            HELLO + ENVELOPE + CHUNK + "S: 250 m\nS: 550 r\nRESET\n",
            Play.mail("b@example.net"));
    outcome.failure(SmtpServerDisconnectedException.class);
  }

  @Test
  void emptyContentIsAnEmptyChunk() throws Exception {
    Outcome outcome =
        Play.sendAtEveryCut(
            HELLO
                + ENVELOPE.replace("SIZE=22", "SIZE=0")
                + "C: BDAT 0 LAST\nS: 250 m\nS: 250 r\nS: 250 ok\nC: QUIT\nS: 221 bye\n",
            Play.mail(Content.of("")));
    assertEquals("Accepted 250", outcome.recipients());
  }

  @Test
  void emptyWriteAfterTheLastByteIsIgnored() throws Exception {
    Content content = new SizedContent(Encoding.SEVEN_BIT, 4, List.of("Hi\r\n", ""));
    Outcome outcome =
        Play.sendAtEveryCut(
            HELLO
                + ENVELOPE.replace("SIZE=22", "SIZE=4")
                + "BDAT 4 LAST\nHi\n.\nS: 250 m\nS: 250 r\nS: 250 ok\n",
            Play.mail(content));
    assertEquals("Accepted 250", outcome.recipients());
  }

  @Test
  void messageForAShortContentHasBothSizes() throws Exception {
    Content content = new SizedContent(Encoding.SEVEN_BIT, 10, List.of("Hi\r\n"));
    Outcome outcome = Play.sendAtEveryCut(HELLO + "EOF\n", Play.mail(content));
    assertEquals(
        "The content has 4 bytes, but 10 were announced; the message was not completed",
        ExceptionResults.text(outcome.failure(SmtpMessageException.class)));
  }

  /** Its submission proxy crashes on a chunk whose envelope the server behind the proxy refuses. */
  @Test
  void dovecotSubmissionReceivesTheEnvelopeFirst() throws Exception {
    String answers = "S: 250 m\nS: 550 r\nC: QUIT\nS: 221 bye\n";
    Outcome outcome =
        Play.sendAtEveryCut(
            Play.hello("PIPELINING", "CHUNKING", "BURL imap", "SIZE") + ENVELOPE + answers,
            Play.mail("b@example.net"));
    assertEquals("Refused 550", outcome.recipients());
  }
}
