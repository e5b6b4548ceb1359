package smtp.lmtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Mail;
import smtp.api.Phase;
import smtp.api.RecipientResult;
import smtp.api.RecipientResult.Accepted;
import smtp.api.RecipientResult.NotSent;
import smtp.api.RecipientResult.Refused;
import smtp.api.RecipientResult.Unknown;
import smtp.api.Recovery;
import smtp.api.SmtpDataException;
import smtp.api.SmtpException;
import smtp.api.SmtpHelloException;
import smtp.api.SmtpOutcomeUnknownException;
import smtp.api.SmtpProtocolException;
import smtp.api.SmtpRecipientsRefusedException;
import smtp.api.SmtpServerDisconnectedException;
import smtp.api.SmtpTimeoutException;
import smtp.api.Timeouts;
import smtp.testkit.Delivery;
import smtp.testkit.Dialogue;
import smtp.testkit.ScriptedServer;

/** Servers that do not send exactly one reply for each recipient (RFC 2033). */
@SuppressWarnings("StringConcatToTextBlock") // Every line end is written out
class LmtpFaultsTest {

  private static final Mail THREE =
      Mail.of(
          Envelope.of("a@example.org", "one@example.org", "two@example.org", "three@example.org"),
          Content.of("Subject: Hi\n\nHello\n"));

  private static final String HELLO =
      """
      S: 220 mail.example.org LMTP
      C: LHLO *
      S: 250-mail.example.org
      S: 250 PIPELINING
      """;

  private static final String ENVELOPE =
      """
      C: MAIL FROM:<a@example.org>
      C: RCPT TO:<one@example.org>
      C: RCPT TO:<two@example.org>
      C: RCPT TO:<three@example.org>
      C: DATA
      """;

  private static final String UP_TO_THE_DOT =
      HELLO
          + ENVELOPE
          + """
          S: 250 ok
          S: 250 ok
          S: 250 ok
          S: 250 ok
          S: 354 go
          DATA *
          """;

  /** Long enough for a reply to arrive on a busy machine. */
  private static final Timeouts SILENCE =
      Timeouts.rfc5321().with(Phase.END_OF_DATA, Duration.ofSeconds(2));

  private static final String QUIT = "C: QUIT\nS: 221 bye\n";

  /** A server on a TCP or Unix socket, with each delivery. */
  record Run(Delivery delivery, boolean unix) {

    ScriptedServer server(String script) {
      var builder = ScriptedServer.builder(Dialogue.of(script)).delivery(delivery);
      return unix ? builder.unix().start() : builder.start();
    }

    LmtpClient client(ScriptedServer server) {
      return builder(server).build();
    }

    LmtpClient.Builder builder(ScriptedServer server) {
      return unix
          ? LmtpClient.builder(server.path())
          : LmtpClient.builder("127.0.0.1", server.port());
    }
  }

  static Stream<Run> runs() {
    return Delivery.all().flatMap(d -> Stream.of(new Run(d, true), new Run(d, false)));
  }

  /** For tests that wait for a timeout. */
  static Stream<Run> runsByByte() {
    return Stream.of(new Run(Delivery.byByte(), true), new Run(Delivery.byByte(), false));
  }

  /** Returns a result as text: {@code Accepted 250 2.0.0 one}. */
  private static List<String> outcomes(List<? extends RecipientResult> results) {
    return results.stream()
        .map(result ->
            switch (result) {
              case Accepted accepted -> "Accepted " + accepted.reply();
              case Refused refused -> "Refused " + refused.reply();
              case Unknown unknown -> "Unknown";
              case NotSent notSent -> "NotSent";
            })
        .toList();
  }

  private static List<String> outcomes(SmtpException e) {
    return outcomes(e.result().orElseThrow().recipients());
  }

  private static <E extends SmtpException> E failure(Run run, String script, Class<E> type)
      throws Exception {
    try (var server = run.server(script);
        LmtpSession session = run.client(server).connect()) {
      E failure = assertThrows(type, () -> session.send(THREE));
      assertFalse(session.isOpen());
      return failure;
    }
  }

  // --- the replies to the end of the content

  @ParameterizedTest
  @MethodSource("runs")
  void missingRepliesAtACloseAreUnknown(Run run) throws Exception {
    var e =
        failure(
            run,
            UP_TO_THE_DOT + "S: 250 2.0.0 one\nS: 552 5.2.2 two\nCLOSE\n",
            SmtpOutcomeUnknownException.class);
    assertEquals(
        List.of("Accepted 250 2.0.0 one", "Refused 552 5.2.2 two", "Unknown"), outcomes(e));
    assertInstanceOf(SmtpServerDisconnectedException.class, e.getCause());
    assertEquals(Recovery.MAY_HAVE_BEEN_DELIVERED, e.recovery());
  }

  @ParameterizedTest
  @MethodSource("runs")
  void truncatedReplyIsNoReply(Run run) throws Exception {
    var e =
        failure(
            run,
            UP_TO_THE_DOT + "S: 250 2.0.0 one\nS- 250 2.0.0 t\nCLOSE\n",
            SmtpOutcomeUnknownException.class);
    assertEquals(List.of("Accepted 250 2.0.0 one", "Unknown", "Unknown"), outcomes(e));
  }

  @ParameterizedTest
  @MethodSource("runsByByte")
  void missingRepliesAtATimeoutAreUnknown(Run run) throws Exception {
    try (var server = run.server(UP_TO_THE_DOT + "S: 250 2.0.0 one\nS: 450 4.2.0 two\nSTALL\n");
        LmtpSession session = run.builder(server).timeouts(SILENCE).build().connect()) {
      var e = assertThrows(SmtpOutcomeUnknownException.class, () -> session.send(THREE));
      assertEquals(
          List.of("Accepted 250 2.0.0 one", "Refused 450 4.2.0 two", "Unknown"), outcomes(e));
      assertInstanceOf(SmtpTimeoutException.class, e.getCause());
      assertFalse(session.isOpen());
    }
  }

  @ParameterizedTest
  @MethodSource("runs")
  void reply421LeavesTheFollowingRecipientsDeferred(Run run) throws Exception {
    var e =
        failure(
            run,
            UP_TO_THE_DOT + "S: 250 2.0.0 one\nS: 421 4.3.2 restarting\nCLOSE\n",
            SmtpServerDisconnectedException.class);
    assertEquals(
        List.of("Accepted 250 2.0.0 one", "Refused 421 4.3.2 restarting", "NotSent"), outcomes(e));
    assertEquals(Recovery.RETRY_LATER, e.recovery());
  }

  @ParameterizedTest
  @MethodSource("runsByByte")
  void oneReplyForAllLeavesTheOthersUnknown(Run run) throws Exception {
    try (var server = run.server(UP_TO_THE_DOT + "S: 250 2.0.0 all\nSTALL\n");
        LmtpSession session = run.builder(server).timeouts(SILENCE).build().connect()) {
      var e = assertThrows(SmtpOutcomeUnknownException.class, () -> session.send(THREE));
      assertEquals(List.of("Accepted 250 2.0.0 all", "Unknown", "Unknown"), outcomes(e));
      assertFalse(session.isOpen());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void replyTooManyLeavesEveryRecipientUnknown(boolean unix) throws Exception {
    String replies =
        "S: 250 2.0.0 one\nS: 552 5.2.2 two\nS: 250 2.0.0 three\nS: 250 2.0.0 four\nEOF\n";
    var e =
        failure(
            new Run(Delivery.whole(), unix),
            UP_TO_THE_DOT + replies,
            SmtpOutcomeUnknownException.class);
    assertEquals(List.of("Unknown", "Unknown", "Unknown"), outcomes(e));
    assertTrue(e.getMessage().contains("250 2.0.0 four"), e.getMessage());
  }

  @ParameterizedTest
  @MethodSource("runs")
  void garbageLeavesTheFollowingRecipientsUnknown(Run run) throws Exception {
    var e =
        failure(
            run,
            UP_TO_THE_DOT + "S: 250 2.0.0 one\nS: OK\nS: 250 2.0.0 three\nSTALL\n",
            SmtpOutcomeUnknownException.class);
    assertEquals(List.of("Accepted 250 2.0.0 one", "Unknown", "Unknown"), outcomes(e));
    assertInstanceOf(SmtpProtocolException.class, e.getCause());
  }

  @ParameterizedTest
  @MethodSource("runs")
  void intermediateReplyLeavesTheFollowingRecipientsUnknown(Run run) throws Exception {
    var e =
        failure(
            run,
            UP_TO_THE_DOT + "S: 250 2.0.0 one\nS: 354 go on\nS: 250 2.0.0 three\nSTALL\n",
            SmtpOutcomeUnknownException.class);
    assertEquals(List.of("Accepted 250 2.0.0 one", "Unknown", "Unknown"), outcomes(e));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void replyOfSeveralLinesIsOneReply(Run run) throws Exception {
    String script =
        UP_TO_THE_DOT
            + "S: 250-2.0.0 one\nS: 250 more\nS: 552-5.2.2 two\nS: 552 more\nS: 250 three\n"
            + QUIT;
    try (var server = run.server(script);
        LmtpSession session = run.client(server).connect()) {
      assertEquals(
          List.of(250, 552, 250),
          session.send(THREE).recipients().stream()
              .map(r -> r instanceof Refused refused ? refused.reply() : ((Accepted) r).reply())
              .map(reply -> reply.code())
              .toList());
    }
  }

  @ParameterizedTest
  @MethodSource("runs")
  void allRefusedAfterTheContentIsOneException(Run run) throws Exception {
    String script =
        UP_TO_THE_DOT + "S: 552 5.2.2 one\nS: 452 4.2.2 two\nS: 552 5.2.2 three\n" + QUIT;
    try (var server = run.server(script);
        LmtpSession session = run.client(server).connect()) {
      var e = assertThrows(SmtpDataException.class, () -> session.send(THREE));
      assertEquals(
          List.of("Refused 552 5.2.2 one", "Refused 452 4.2.2 two", "Refused 552 5.2.2 three"),
          outcomes(e));
      assertTrue(session.isOpen());
    }
  }

  @ParameterizedTest
  @MethodSource("runs")
  void onlyAcceptedRecipientsHaveAFinalReply(Run run) throws Exception {
    String script =
        HELLO
            + ENVELOPE
            + "S: 250 ok\nS: 550 5.1.1 one\nS: 250 ok\nS: 450 4.2.1 three\nS: 354 go\nDATA *\n"
            + "S: 250 2.0.0 two\n"
            + QUIT;
    try (var server = run.server(script);
        LmtpSession session = run.client(server).connect()) {
      assertEquals(
          List.of("Refused 550 5.1.1 one", "Accepted 250 2.0.0 two", "Refused 450 4.2.1 three"),
          outcomes(session.send(THREE).recipients()));
    }
  }

  @ParameterizedTest
  @MethodSource("runs")
  void dataReturnsAReplyForEachRecipientOrFails(Run run) throws Exception {
    String lines =
        HELLO
            + "C: MAIL *\nS: 250 ok\nC: RCPT *\nS: 250 ok\nC: RCPT *\nS: 250 ok\nC: DATA\n"
            + "S: 354 go\nDATA *\nS: 250 2.0.0 one\n";
    try (var server = run.server(lines + "S: 552 5.2.2 two\n" + QUIT);
        LmtpSession session = run.client(server).connect()) {
      transaction(session);
      assertEquals("[250 2.0.0 one, 552 5.2.2 two]", session.data(Content.of("Hi")).toString());
    }
    try (var server = run.server(lines + "CLOSE\n");
        LmtpSession session = run.client(server).connect()) {
      transaction(session);
      assertThrows(SmtpOutcomeUnknownException.class, () -> session.data(Content.of("Hi")));
    }
  }

  private static void transaction(LmtpSession session) throws SmtpException {
    session.mail("a@example.org");
    session.rcpt("one@example.org");
    session.rcpt("two@example.org");
  }

  // --- behavior that only LMTP servers have

  @ParameterizedTest
  @MethodSource("runs")
  void sameRecipientTwiceHasTwoReplies(Run run) throws Exception {
    Mail twice =
        Mail.of(
            Envelope.of("a@example.org", "one@example.org", "one@example.org"), Content.of("Hi\n"));
    String script =
        HELLO
            + "C: MAIL *\nC: RCPT TO:<one@example.org>\nC: RCPT TO:<one@example.org>\nC: DATA\n"
            + "S: 250 ok\nS: 250 ok\nS: 250 ok\nS: 354 go\nDATA *\n"
            + "S: 250 2.0.0 first\nS: 452 4.2.2 second\n"
            + QUIT;
    try (var server = run.server(script);
        LmtpSession session = run.client(server).connect()) {
      assertEquals(
          List.of("Accepted 250 2.0.0 first", "Refused 452 4.2.2 second"),
          outcomes(session.send(twice).recipients()));
    }
  }

  @ParameterizedTest
  @MethodSource("runs")
  void noValidRecipientsIsNotAReplyToTheContent(Run run) throws Exception {
    String script =
        HELLO
            + ENVELOPE
            + "S: 250 ok\nS: 550 5.1.1 one\nS: 550 5.1.1 two\nS: 550 5.1.1 three\n"
            + "S: 503 5.5.1 no valid recipients\n"
            + QUIT;
    try (var server = run.server(script);
        LmtpSession session = run.client(server).connect()) {
      var e = assertThrows(SmtpRecipientsRefusedException.class, () -> session.send(THREE));
      assertEquals(
          List.of("Refused 550 5.1.1 one", "Refused 550 5.1.1 two", "Refused 550 5.1.1 three"),
          outcomes(e));
      assertTrue(session.isOpen());
    }
  }

  @ParameterizedTest
  @MethodSource("runs")
  void refusedDataRefusesEachAcceptedRecipient(Run run) throws Exception {
    String script =
        HELLO
            + ENVELOPE
            + "S: 250 ok\nS: 250 ok\nS: 550 5.1.1 two\nS: 250 ok\nS: 451 4.3.0 not now\n"
            + QUIT;
    try (var server = run.server(script);
        LmtpSession session = run.client(server).connect()) {
      var e = assertThrows(SmtpDataException.class, () -> session.send(THREE));
      assertEquals(
          List.of(
              "Refused 451 4.3.0 not now", "Refused 550 5.1.1 two", "Refused 451 4.3.0 not now"),
          outcomes(e));
    }
  }

  @ParameterizedTest
  @MethodSource("runs")
  void lhloIsNeverFollowedByHelo(Run run) throws Exception {
    for (String refusal : List.of("500 what?", "502 5.5.1 no", "421 4.3.0 bye", "550 5.7.1 no")) {
      boolean leaves = !refusal.startsWith("421");
      String script = "S: 220 x\nC: LHLO *\nS: " + refusal + "\n" + (leaves ? QUIT : "") + "EOF\n";
      try (var server = run.server(script)) {
        var e = assertThrows(SmtpException.class, () -> run.client(server).connect());
        assertEquals(
            leaves ? SmtpHelloException.class : SmtpServerDisconnectedException.class,
            e.getClass());
        server.assertCompleted();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("runs")
  void oneLineReplyToLhloOffersNothing(Run run) throws Exception {
    String script =
        "S: 220 x\nC: LHLO *\nS: 250 mail.example.org\nC: MAIL FROM:<a@example.org>\nS: 250 ok\n"
            + "C: RCPT *\nS: 250 ok\nC: RCPT *\nS: 250 ok\nC: RCPT *\nS: 250 ok\nC: DATA\n"
            + "S: 354 go\nDATA *\nS: 250 one\nS: 250 two\nS: 250 three\n"
            + QUIT;
    try (var server = run.server(script)) {
      assertTrue(run.client(server).send(THREE).isComplete());
      server.assertCompleted();
    }
  }

  @ParameterizedTest
  @MethodSource("runs")
  void closeIsReportedAtEachStep(Run run) throws Exception {
    for (String script : List.of("CLOSE\n", "S: 220 x\nC: LHLO *\nCLOSE\n", HELLO + "CLOSE\n")) {
      try (var server = run.server(script)) {
        var e = assertThrows(SmtpException.class, () -> run.client(server).send(THREE));
        assertEquals(List.of("NotSent", "NotSent", "NotSent"), outcomes(e));
        assertEquals(Recovery.RETRY_LATER, e.recovery());
      }
    }
  }

  // --- many messages

  @Test
  void messagesThatWereNotSentAreSentOverANewConnection() throws Exception {
    String good = "S: 250 2.0.0 one\nS: 250 2.0.0 two\nS: 250 2.0.0 three\n";
    Dialogue first = Dialogue.of(UP_TO_THE_DOT + good + "S: 421 4.3.2 restarting\nCLOSE\n");
    Dialogue second = Dialogue.of(UP_TO_THE_DOT + good + QUIT);
    List<List<String>> said = new ArrayList<>();
    try (var server = ScriptedServer.builder(first, second).unix().start()) {
      LmtpClient.of(server.path())
          .sendAll(
              List.of(THREE, THREE).iterator(),
              (mail, result, failure) -> said.add(outcomes(result.recipients())));
      server.assertCompleted();
    }
    List<String> delivered =
        List.of("Accepted 250 2.0.0 one", "Accepted 250 2.0.0 two", "Accepted 250 2.0.0 three");
    assertEquals(List.of(delivered, delivered), said);
  }

  @Test
  void possiblyDeliveredMessageIsNotResent() throws Exception {
    Dialogue lost = Dialogue.of(UP_TO_THE_DOT + "S: 250 2.0.0 one\nCLOSE\n");
    Dialogue next = Dialogue.of(UP_TO_THE_DOT + "S: 250 1\nS: 250 2\nS: 250 3\n" + QUIT);
    List<List<String>> said = new ArrayList<>();
    try (var server = ScriptedServer.builder(lost, next).unix().start()) {
      LmtpClient.of(server.path())
          .sendAll(
              List.of(THREE, THREE).iterator(),
              (mail, result, failure) -> said.add(outcomes(result.recipients())));
      server.assertCompleted();
    }
    assertEquals(
        List.of(
            List.of("Accepted 250 2.0.0 one", "Unknown", "Unknown"),
            List.of("Accepted 250 1", "Accepted 250 2", "Accepted 250 3")),
        said);
  }
}
