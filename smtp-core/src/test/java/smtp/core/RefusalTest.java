package smtp.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Envelope;
import smtp.api.Mail;
import smtp.api.Phase;
import smtp.api.Recovery;
import smtp.api.SmtpDataException;
import smtp.api.SmtpException;
import smtp.api.SmtpOutcomeUnknownException;
import smtp.api.SmtpProtocolException;
import smtp.api.SmtpRecipientsRefusedException;
import smtp.api.SmtpSenderRefusedException;
import smtp.api.SmtpServerDisconnectedException;
import smtp.api.SmtpSession;
import smtp.core.Play.Outcome;
import smtp.testkit.Delivery;

/** Refusals at each step, and the result of each recipient. */
class RefusalTest {

  private static final String PIPELINING = Play.hello("PIPELINING");
  private static final String ONE_BY_ONE = Play.hello();

  private static final Mail ONE = Play.mail("b@example.net");
  private static final Mail TWO = Play.mail("b@example.net", "c@example.net");

  private static final String FLIGHT_OF_TWO =
      """
      C: MAIL FROM:<a@example.org>
      C: RCPT TO:<b@example.net>
      C: RCPT TO:<c@example.net>
      C: DATA
      """;

  private static final String FLIGHT_OF_ONE =
      """
      C: MAIL FROM:<a@example.org>
      C: RCPT TO:<b@example.net>
      C: DATA
      """;

  @ParameterizedTest
  @EnumSource
  @Tag("S31")
  @Tag("S113")
  @Tag("P29")
  void refusedSenderLeavesAllNotSentAndTheSessionOpen(Arrival arrival) throws Exception {
    Outcome outcome =
        arrival.send(
            PIPELINING
                + FLIGHT_OF_TWO
                + """
                S: 550 5.7.1 not you
                S: 503 5.5.1 MAIL first
                S: 503 5.5.1 MAIL first
                S: 503 5.5.1 RCPT first
                C: QUIT
                S: 221 bye
                """,
            TWO);
    var failure = outcome.failure(SmtpSenderRefusedException.class);
    assertEquals(550, failure.reply().code());
    assertEquals(Recovery.FIX_FIRST, failure.recovery());
    assertEquals("NotSent, NotSent", outcome.recipients());
    assertTrue(outcome.open());
  }

  @ParameterizedTest
  @EnumSource
  void refusedSenderEndsTheTransactionWithoutPipelining(Arrival arrival) throws Exception {
    Outcome outcome =
        arrival.send(
            ONE_BY_ONE
                + """
                C: MAIL FROM:<a@example.org>
                S: 451 4.7.1 later
                C: QUIT
                S: 221 bye
                """,
            TWO);
    var failure = outcome.failure(SmtpSenderRefusedException.class);
    assertEquals(Recovery.RETRY_LATER, failure.recovery());
    assertEquals("NotSent, NotSent", outcome.recipients());
  }

  @ParameterizedTest
  @EnumSource
  @Tag("S107")
  @Tag("S108")
  @Tag("P27")
  void sameRecipientTwiceHasTwoResults(Arrival arrival) throws Exception {
    Outcome outcome =
        arrival.send(
            PIPELINING
                + """
                C: MAIL FROM:<a@example.org>
                C: RCPT TO:<b@example.net>
                C: RCPT TO:<b@example.net>
                C: RCPT TO:<b@example.net>
                C: DATA
                S: 250 ok
                S: 250 ok
                S: 451 4.3.0 once is enough
                S: 251 will forward
                S: 354 go
                """
                + Play.DATA
                + "S: 250 queued\n",
            Play.mail("b@example.net", "b@example.net", "b@example.net"));
    assertNull(outcome.failure());
    assertEquals("Accepted 250, Refused 451, Accepted 250", outcome.recipients());
  }

  @ParameterizedTest
  @CsvSource({"250,251", "251,250", "252,252", "299,298"})
  @Tag("S109")
  @Tag("P25")
  @Tag("P33")
  void anyPositiveReplyAccepts(int rcpt, int end) throws Exception {
    Outcome outcome =
        Play.sendAtEveryCut(
            PIPELINING
                + FLIGHT_OF_ONE
                + "S: 250 ok\nS: %d maybe\nS: 354 go\n".formatted(rcpt)
                + Play.DATA
                + "S: %d well\n".formatted(end),
            ONE);
    assertNull(outcome.failure());
    assertEquals("Accepted " + end, outcome.recipients());
  }

  @ParameterizedTest
  @EnumSource
  void dataAcceptedWithoutRecipientsIsEndedWithALoneDot(Arrival arrival) throws Exception {
    Outcome outcome =
        arrival.send(
            PIPELINING
                + FLIGHT_OF_TWO
                + """
                S: 250 ok
                S: 550 5.1.1 no
                S: 450 4.2.1 not now
                S: 354 go
                C: .
                S: 554 5.5.1 no valid recipients
                C: QUIT
                S: 221 bye
                """,
            TWO);
    var failure = outcome.failure(SmtpRecipientsRefusedException.class);
    assertEquals("Refused 550, Refused 450", outcome.recipients());
    assertEquals(Recovery.RETRY_LATER, failure.recovery());
    assertTrue(outcome.open());
  }

  @ParameterizedTest
  @EnumSource
  @Tag("S32")
  @Tag("S111")
  @Tag("P26")
  void dataIsNotSentWithoutAcceptedRecipientsAndPipelining(Arrival arrival) throws Exception {
    Outcome outcome =
        arrival.send(
            ONE_BY_ONE
                + """
                C: MAIL FROM:<a@example.org>
                S: 250 ok
                C: RCPT TO:<b@example.net>
                S: 550 no
                C: RCPT TO:<c@example.net>
                S: 550 no
                C: QUIT
                S: 221 bye
                """,
            TWO);
    outcome.failure(SmtpRecipientsRefusedException.class);
    assertEquals("Refused 550, Refused 550", outcome.recipients());
  }

  /** A lone dot would deliver an empty message to the accepted recipient. */
  @ParameterizedTest
  @EnumSource
  void dataAcceptedAfterARefusedSenderIsClosedWithoutADot(Arrival arrival) throws Exception {
    Outcome outcome =
        arrival.send(
            PIPELINING
                + FLIGHT_OF_ONE
                + """
                S: 550 5.7.1 not you
                S: 250 ok
                S: 354 go
                EOF
                """,
            ONE);
    outcome.failure(SmtpProtocolException.class);
    assertEquals("NotSent", outcome.recipients());
    assertFalse(outcome.open());
  }

  @ParameterizedTest
  @CsvSource({"451,RETRY_LATER", "554,FIX_FIRST"})
  @Tag("S114")
  void refusedDataRefusesEachAcceptedRecipient(int code, Recovery recovery) throws Exception {
    Outcome outcome =
        Play.send(
            Delivery.byByte(),
            PIPELINING
                + FLIGHT_OF_TWO
                + """
                S: 250 ok
                S: 250 ok
                S: 550 no
                S: %d not this one
                C: QUIT
                S: 221 bye
                """
                    .formatted(code),
            TWO);
    assertEquals(recovery, outcome.failure(SmtpDataException.class).recovery());
    assertEquals("Refused " + code + ", Refused 550", outcome.recipients());
    assertTrue(outcome.open());
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 250, 299, 300, 334, 355})
  void contentIsSentOnlyAfter354(int code) throws Exception {
    Outcome outcome =
        Play.sendAtEveryCut(
            PIPELINING + FLIGHT_OF_ONE + "S: 250 ok\nS: 250 ok\nS: %d ok\nEOF\n".formatted(code),
            ONE);
    outcome.failure(SmtpProtocolException.class);
    assertEquals("NotSent", outcome.recipients());
    assertFalse(outcome.open());
  }

  @ParameterizedTest
  @CsvSource({"452,RETRY_LATER", "554,FIX_FIRST"})
  @Tag("S33")
  @Tag("S114")
  @Tag("P33")
  void refusedContentRefusesEachAcceptedRecipient(int code, Recovery recovery) throws Exception {
    Outcome outcome =
        Play.send(
            Delivery.byLine(),
            PIPELINING
                + FLIGHT_OF_TWO
                + "S: 250 ok\nS: 550 no\nS: 250 ok\nS: 354 go\n"
                + Play.DATA
                + "S: %d no\nC: QUIT\nS: 221 bye\n".formatted(code),
            TWO);
    assertEquals(recovery, outcome.failure(SmtpDataException.class).recovery());
    assertEquals("Refused 550, Refused " + code, outcome.recipients());
    assertTrue(outcome.open());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"300 what", "354 go on", "100 wait", "25O ok", "HTTP/1.1 200 OK", "\\x00"})
  void malformedFinalReplyIsUnknown(String reply) throws Exception {
    Outcome outcome =
        Play.sendAtEveryCut(
            PIPELINING
                + FLIGHT_OF_TWO
                + "S: 250 ok\nS: 250 ok\nS: 550 no\nS: 354 go\n"
                + Play.DATA
                + "S: %s\nEOF\n".formatted(reply),
            TWO);
    var failure = outcome.failure(SmtpOutcomeUnknownException.class);
    assertEquals(SmtpProtocolException.class, failure.getCause().getClass());
    assertEquals(Recovery.MAY_HAVE_BEEN_DELIVERED, failure.recovery());
    assertEquals("Unknown, Refused 550", outcome.recipients());
    assertFalse(outcome.open());
  }

  /** The server would take the next command for the text that it asked for. */
  @ParameterizedTest
  @ValueSource(strings = {"S: 354 go\nS: 250 ok\nS: 250 ok\n", "S: 250 ok\nS: 334 go\nS: 250 ok\n"})
  void intermediateReplyToMailOrRcptClosesTheSession(String replies) throws Exception {
    Outcome outcome = Play.sendAtEveryCut(PIPELINING + FLIGHT_OF_ONE + replies + "EOF\n", ONE);
    outcome.failure(SmtpProtocolException.class);
    assertEquals("NotSent", outcome.recipients());
    assertFalse(outcome.open());
  }

  @ParameterizedTest
  @CsvSource({
    "'S: 421 bye\n', 'NotSent, NotSent'",
    "'S: 250 ok\nS: 421 bye\n', 'Refused 421, NotSent'",
    "'S: 250 ok\nS: 250 ok\nS: 421 bye\n', 'NotSent, Refused 421'",
    "'S: 250 ok\nS: 550 no\nS: 250 ok\nS: 421 bye\n', 'Refused 550, NotSent'",
  })
  @Tag("S116")
  @Tag("P32")
  @Tag("P35")
  void commandsAfter421AreNotSent(String replies, String recipients) throws Exception {
    Outcome outcome =
        Play.send(Delivery.byByte(), PIPELINING + FLIGHT_OF_TWO + replies + "EOF\n", TWO);
    var failure = outcome.failure(SmtpServerDisconnectedException.class);
    assertEquals(421, failure.reply().orElseThrow().code());
    assertEquals(recipients, outcome.recipients());
    assertFalse(outcome.open());
  }

  @ParameterizedTest
  @EnumSource
  void reply421ToTheEndOfDataRefuses(Arrival arrival) throws Exception {
    Outcome outcome =
        arrival.send(ONE_BY_ONE + Play.transaction("421 4.3.2 shutting down") + "EOF\n", ONE);
    outcome.failure(SmtpServerDisconnectedException.class);
    assertEquals("Refused 421", outcome.recipients());
    assertFalse(outcome.open());
  }

  @ParameterizedTest
  @EnumSource
  void allOrNoneAwaitsTheRepliesBeforeData(Arrival arrival) throws Exception {
    Outcome outcome =
        arrival.send(
            PIPELINING
                + """
                C: MAIL FROM:<a@example.org>
                C: RCPT TO:<b@example.net>
                C: RCPT TO:<c@example.net>
                S: 250 ok
                S: 250 ok
                S: 550 no
                C: QUIT
                S: 221 bye
                """,
            TWO,
            SmtpClient.Builder::allOrNone);
    outcome.failure(SmtpRecipientsRefusedException.class);
    assertEquals("NotSent, Refused 550", outcome.recipients());
    assertTrue(outcome.open());
  }

  @ParameterizedTest
  @EnumSource
  void allOrNoneSendsIfAllAreAccepted(Arrival arrival) throws Exception {
    Outcome outcome =
        arrival.send(
            PIPELINING
                + """
                C: MAIL FROM:<a@example.org>
                C: RCPT TO:<b@example.net>
                C: RCPT TO:<c@example.net>
                S: 250 ok
                S: 250 ok
                S: 250 ok
                C: DATA
                S: 354 go
                """
                + Play.DATA
                + "S: 250 ok\n",
            TWO,
            SmtpClient.Builder::allOrNone);
    assertEquals("Accepted 250, Accepted 250", outcome.recipients());
  }

  @ParameterizedTest
  @ValueSource(strings = {"PIPELINING", "CHUNKING PIPELINING"})
  void oneMessageIsAllOrNoneAndTheNextIsNot(String offered) throws Exception {
    String envelope =
        """
        C: MAIL *
        C: RCPT *
        C: RCPT *
        S: 250 ok
        S: 250 ok
        S: 550 no
        """;
    String chunk =
        """
        C: RSET
        C: MAIL *
        C: RCPT *
        C: RCPT *
        BDAT 22 LAST *
        S: 250 ok
        S: 250 ok
        S: 250 ok
        S: 550 no
        S: 250 ok
        """;
    String data =
        """
        C: RSET
        C: MAIL *
        C: RCPT *
        C: RCPT *
        C: DATA
        S: 250 ok
        S: 250 ok
        S: 250 ok
        S: 550 no
        S: 354 go
        """
            + Play.DATA
            + "S: 250 ok\n";
    String next = offered.startsWith("CHUNKING") ? chunk : data;
    try (var server = Play.server(Play.hello(offered.split(" ")) + envelope + next);
        SmtpSession session = Play.client(server).connect()) {
      Envelope all =
          Envelope.builder()
              .sender("a@example.org")
              .recipient("b@example.net")
              .recipient("c@example.net")
              .allOrNone()
              .build();
      assertThrows(
          SmtpRecipientsRefusedException.class, () -> session.send(Mail.of(all, TWO.content())));
      assertEquals("Accepted 250, Refused 550", Play.send(session, TWO).recipients());
    }
  }

  @ParameterizedTest
  @CsvSource({"550, 250, RCPT", "250, 554, DATA", "250, 354, END_OF_DATA"})
  void refusalSaysWhichCommandItAnswers(int rcpt, int data, Phase phase) throws Exception {
    String script =
        Play.hello()
            + "C: MAIL *\nS: 250 ok\nC: RCPT *\nS: %d x\n".formatted(rcpt)
            + (rcpt == 250 ? "C: DATA\nS: %d x\n".formatted(data) : "")
            + (data == 354 ? Play.DATA + "S: 554 x\n" : "");
    try (var server = Play.server(script);
        SmtpSession session = Play.client(server).connect()) {
      SmtpException failure = assertThrows(SmtpException.class, () -> session.send(ONE));
      assertEquals(phase, failure.result().orElseThrow().refused().getFirst().phase());
    }
  }

  /** Of several replies the gentlest decides: a recipient who is deferred must not be given up. */
  @ParameterizedTest
  @CsvSource({
    "550, 550, 554, FIX_FIRST",
    "450, 550, 554, RETRY_LATER",
    "550, 450, 554, RETRY_LATER",
    "250, 450, 554, RETRY_LATER",
    "250, 550, 451, RETRY_LATER",
    "250, 550, 554, FIX_FIRST"
  })
  void recoveryIsOfTheWholeResult(int first, int second, int end, Recovery recovery)
      throws Exception {
    boolean content = first == 250;
    String script =
        Play.hello()
            + "C: MAIL *\nS: 250 ok\nC: RCPT *\nS: %d x\nC: RCPT *\nS: %d x\n"
                .formatted(first, second)
            + (content ? "C: DATA\nS: 354 go\n" + Play.DATA + "S: " + end + " x\n" : "");
    try (var server = Play.server(script);
        SmtpSession session = Play.client(server).connect()) {
      SmtpException failure =
          assertThrows(
              SmtpException.class, () -> session.send(Play.mail("b@example.net", "c@example.net")));
      assertEquals(recovery, failure.recovery());
      boolean both =
          (first == 550 || second == 550 || end == 554) && recovery == Recovery.RETRY_LATER;
      assertEquals(
          both, failure.getMessage().contains("(1 refused, 1 deferred)"), failure::getMessage);
    }
  }
}
