package smtp.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Content;
import smtp.api.Mail;
import smtp.api.Phase;
import smtp.api.SmtpDataException;
import smtp.api.SmtpOutcomeUnknownException;
import smtp.api.SmtpProtocolException;
import smtp.api.SmtpServerDisconnectedException;
import smtp.api.SmtpSession;
import smtp.api.SmtpTimeoutException;
import smtp.api.Timeouts;
import smtp.core.Play.Outcome;
import smtp.testkit.Delivery;

/** The connection ends at each step of a send: every recipient has the right outcome. */
class LostConnectionTest {

  private static final String HELLO = Play.hello("PIPELINING");
  private static final Mail ONE = Play.mail("b@example.net");

  private static final String FLIGHT =
      """
      C: MAIL FROM:<a@example.org>
      C: RCPT TO:<b@example.net>
      C: DATA
      """;

  private static final String GO =
      HELLO
          + FLIGHT
          + """
          S: 250 ok
          S: 250 ok
          S: 354 go
          """;

  @ParameterizedTest
  @EnumSource
  @Tag("P34")
  void closeAfterTheDotIsUnknown(Arrival arrival) throws Exception {
    Outcome outcome = arrival.send(GO + Play.DATA + "CLOSE\n", ONE);
    var failure = outcome.failure(SmtpOutcomeUnknownException.class);
    assertInstanceOf(SmtpServerDisconnectedException.class, failure.getCause());
    assertEquals("Unknown", outcome.recipients());
    assertFalse(outcome.open());
  }

  @Test
  void resetAfterTheDotIsUnknown() throws Exception {
    Outcome outcome = Play.send(Delivery.whole(), GO + Play.DATA + "RESET\n", ONE);
    var failure = outcome.failure(SmtpOutcomeUnknownException.class);
    assertInstanceOf(SmtpServerDisconnectedException.class, failure.getCause());
    assertEquals("Unknown", outcome.recipients());
  }

  @Test
  void silenceAfterTheDotIsUnknown() throws Exception {
    Outcome outcome =
        Play.send(
            Delivery.whole(),
            GO + Play.DATA + "STALL\n",
            ONE,
            builder ->
                builder.timeouts(
                    Timeouts.of(Play.PATIENCE).with(Phase.END_OF_DATA, Duration.ofMillis(200))));
    var failure = outcome.failure(SmtpOutcomeUnknownException.class);
    var cause = assertInstanceOf(SmtpTimeoutException.class, failure.getCause());
    assertEquals(Phase.END_OF_DATA, cause.phase());
    assertEquals("Unknown", outcome.recipients());
  }

  @ParameterizedTest
  @ValueSource(strings = {"250 2.0.0 queued", "250-2.0.0 queued\\r\\n250 bye", "250-one\\r\\n"})
  @Tag("P12")
  void truncatedReplyIsNoReply(String cut) throws Exception {
    Outcome outcome = Play.sendAtEveryCut(GO + Play.DATA + "S- " + cut + "\nCLOSE\n", ONE);
    outcome.failure(SmtpOutcomeUnknownException.class);
    assertEquals("Unknown", outcome.recipients());
  }

  @Test
  void completeReplyBeforeACloseCounts() throws Exception {
    String script = GO + Play.DATA + "S: 250 queued\nPAUSE 50ms\nCLOSE\n";
    assertEquals("Accepted 250", Play.sendAtEveryCut(script, ONE).recipients());
  }

  @Test
  void completeReplyBeforeAResetCounts() throws Exception {
    String script = GO + Play.DATA + "S: 250 queued\nPAUSE 50ms\nRESET\n";
    assertEquals("Accepted 250", Play.send(Delivery.whole(), script, ONE).recipients());
  }

  @ParameterizedTest
  @CsvSource({
    "''",
    "'S: 250 ok\n'",
    "'S: 250 ok\nS: 250 ok\n'",
    "'S: 250 ok\nS: 250 ok\nS- 354 go'",
  })
  void closeBeforeTheContentIsNotSent(String replies) throws Exception {
    Outcome outcome = Play.sendAtEveryCut(HELLO + FLIGHT + replies + "\nCLOSE\n", ONE);
    outcome.failure(SmtpServerDisconnectedException.class);
    assertEquals("NotSent", outcome.recipients());
    assertFalse(outcome.open());
  }

  @Test
  void refusedRecipientStaysRefusedWhenTheConnectionIsLost() throws Exception {
    Outcome outcome =
        Play.sendAtEveryCut(
            HELLO
                + """
                C: MAIL FROM:<a@example.org>
                C: RCPT TO:<b@example.net>
                C: RCPT TO:<c@example.net>
                C: DATA
                S: 250 ok
                S: 550 no
                S: 250 ok
                CLOSE
                """,
            Play.mail("b@example.net", "c@example.net"));
    outcome.failure(SmtpServerDisconnectedException.class);
    assertEquals("Refused 550, NotSent", outcome.recipients());
  }

  /** Far more than the sockets' buffers hold, so that writing fails long before the end. */
  private static Content large() {
    return Content.of(("x".repeat(78) + "\r\n").repeat(200_000));
  }

  @RepeatedTest(3)
  void refusalDuringTheContentIsReported() throws Exception {
    Outcome outcome =
        Play.send(
            Delivery.whole(),
            GO + "READ 65536\nS: 552 5.3.4 too much\nCLOSE\n",
            Play.mail(large()));
    assertEquals(552, outcome.failure(SmtpDataException.class).reply().code());
    assertEquals("Refused 552", outcome.recipients());
    assertFalse(outcome.open());
  }

  @RepeatedTest(3)
  void reply421DuringTheContentIsReported() throws Exception {
    Outcome outcome =
        Play.send(
            Delivery.whole(),
            GO + "READ 65536\nS: 421 4.3.2 shutting down\nCLOSE\n",
            Play.mail(large()));
    var failure = outcome.failure(SmtpServerDisconnectedException.class);
    assertEquals(421, failure.reply().orElseThrow().code());
    assertEquals("Refused 421", outcome.recipients());
  }

  @Test
  void successDuringTheContentIsNotAccepted() throws Exception {
    Outcome outcome =
        Play.send(
            Delivery.whole(), GO + "READ 65536\nS: 250 2.0.0 queued\nCLOSE\n", Play.mail(large()));
    outcome.failure(SmtpServerDisconnectedException.class);
    assertEquals("NotSent", outcome.recipients());
  }

  @Test
  void resetDuringTheContentIsNotSent() throws Exception {
    Outcome outcome = Play.send(Delivery.whole(), GO + "READ 65536\nRESET\n", Play.mail(large()));
    outcome.failure(SmtpServerDisconnectedException.class);
    assertEquals("NotSent", outcome.recipients());
  }

  /** The second reply could be taken for the reply to RCPT. */
  @ParameterizedTest
  @MethodSource("smtp.testkit.Delivery#all")
  void secondReplyToMailIsNotTheReplyToRcpt(Delivery delivery) throws Exception {
    String script =
        Play.hello()
            + """
            C: MAIL FROM:<a@example.org>
            S: 250 ok
            S: 250 ok
            MARK said
            EOF
            """;
    try (var server = Play.server(delivery, script);
        SmtpSession session = Play.client(server).connect()) {
      session.mail("a@example.org");
      server.awaitMark("said");
      assertThrows(SmtpProtocolException.class, () -> session.rcpt("b@example.net"));
      assertFalse(session.isOpen());
      server.assertCompleted();
    }
  }

  @ParameterizedTest
  @CsvSource({"WHOLE,NotSent", "BY_BYTE,Refused 550"})
  void extraReplyInAFlightDeliversNothing(Arrival arrival, String recipients) throws Exception {
    Outcome outcome =
        arrival.send(HELLO + FLIGHT + "S: 250 ok\nS: 250 ok\nS: 550 no\nS: 354 go\n", ONE);
    assertEquals(recipients, outcome.recipients());
  }

  @ParameterizedTest
  @CsvSource({"250,NotSent", "552,Refused 552", "421,Refused 421"})
  void replyDuringTheContentIsNotTheFinalReply(int code, String recipients) throws Exception {
    String script =
        HELLO
            + FLIGHT
            + "S: 250 ok\nS: 250 ok\nS: 354 go\nPAUSE 20ms\nS: %d so soon\nMARK said\nSTALL\n"
                .formatted(code);
    try (var server = Play.server(script)) {
      Content slow =
          Content.of(
              Content.Encoding.SEVEN_BIT,
              out -> {
                server.awaitMark("said");
                out.write('a');
              });
      try (SmtpSession session = Play.client(server).connect()) {
        Outcome outcome = Play.send(session, Play.mail(slow));
        assertEquals(recipients, outcome.recipients());
        assertFalse(outcome.open());
      }
      server.assertCompleted();
      assertFalse(server.received().toString().endsWith("."), "the end of the data was sent");
    }
  }
}
