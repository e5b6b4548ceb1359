package smtp.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Extension;
import smtp.api.Mail;
import smtp.api.Parameter;
import smtp.api.SmtpProtocolException;
import smtp.api.SmtpSession;
import smtp.core.Play.Outcome;
import smtp.testkit.Delivery;
import smtp.testkit.Dialogue;
import smtp.testkit.ScriptedServer;

/** Commands that are sent together, and how the next message begins. */
class PipeliningTest {

  private static final Mail ONE = Play.mail("b@example.net");

  private static final String FLIGHT =
      """
      C: MAIL FROM:<a@example.org>
      C: RCPT TO:<b@example.net>
      C: DATA
      """;

  private static final String FLIGHT_WITH_RSET = "C: RSET\n" + FLIGHT;
  private static final String GOOD = "S: 250 ok\nS: 250 ok\nS: 354 go\n";

  @ParameterizedTest
  @MethodSource("smtp.testkit.Delivery#all")
  void everyFlightButTheFirstStartsWithOneRset(Delivery delivery) throws Exception {
    String script =
        Play.hello("PIPELINING")
            + (FLIGHT + GOOD + Play.DATA + "S: 250 one\n")
            + (FLIGHT_WITH_RSET + "S: 250 ok\n" + GOOD + Play.DATA + "S: 554 two\n")
            + (FLIGHT_WITH_RSET + "S: 250 ok\n" + GOOD + Play.DATA + "S: 250 three\n")
            + "C: QUIT\nS: 221 bye\n";
    try (var server = Play.server(delivery, script)) {
      try (SmtpSession session = Play.client(server).connect()) {
        assertEquals("Accepted 250", Play.send(session, ONE).recipients());
        assertEquals("Refused 554", Play.send(session, ONE).recipients());
        assertEquals("Accepted 250", Play.send(session, ONE).recipients());
      }
      server.assertCompleted();
    }
  }

  @ParameterizedTest
  @MethodSource("smtp.testkit.Delivery#all")
  void withoutPipeliningRsetIsSentOnlyAfterARefusal(Delivery delivery) throws Exception {
    String script =
        Play.hello()
            + Play.transaction("250 one")
            + Play.transaction("554 two")
            + "C: RSET\nS: 250 ok\n"
            + Play.transaction("250 three")
            + "C: QUIT\nS: 221 bye\n";
    try (var server = Play.server(delivery, script)) {
      try (SmtpSession session = Play.client(server).connect()) {
        assertEquals("Accepted 250", Play.send(session, ONE).recipients());
        assertEquals("Refused 554", Play.send(session, ONE).recipients());
        assertEquals("Accepted 250", Play.send(session, ONE).recipients());
      }
      server.assertCompleted();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {251, 451, 500, 554})
  void refusedRsetClosesTheSession(int code) throws Exception {
    String script =
        Play.hello("PIPELINING")
            + (FLIGHT + GOOD + Play.DATA + "S: 250 one\n")
            + (FLIGHT_WITH_RSET + "S: " + code + " no\n" + GOOD + "EOF\n");
    try (var server = Play.server(script);
        SmtpSession session = Play.client(server).connect()) {
      assertEquals("Accepted 250", Play.send(session, ONE).recipients());
      Outcome outcome = Play.send(session, ONE);
      outcome.failure(SmtpProtocolException.class);
      assertEquals("NotSent", outcome.recipients());
      assertFalse(outcome.open());
      server.assertCompleted();
    }
  }

  @Test
  void pipeliningCanBeDisabledForAServerThatBreaks() throws Exception {
    String script = Play.hello("PIPELINING") + Play.transaction("250 ok");
    try (var server = Play.server(script);
        SmtpSession session =
            Play.builder(server).disable(Extension.PIPELINING).build().connect()) {
      assertEquals("Accepted 250", Play.send(session, ONE).recipients());
      server.assertCompleted();
    }
  }

  /** A command that cannot be encoded must be found before others are sent. */
  @ParameterizedTest
  @CsvSource({"true, true", "true, false", "false, true", "false, false"})
  @Tag("P43")
  void commandThatCannotBeEncodedSendsNothing(boolean pipelining, boolean recipient)
      throws Exception {
    Parameter tooLong = Parameter.of("X-LONG", "x".repeat(600));
    Envelope.Builder envelope = Envelope.builder().sender("a@example.org");
    if (recipient) {
      envelope.recipient("b@example.net").recipient("c@example.net", tooLong);
    } else {
      envelope.parameter(tooLong).recipient("b@example.net");
    }
    Mail mail = Mail.of(envelope.build(), Content.of(Play.TEXT));
    String script = pipelining ? Play.hello("PIPELINING") : Play.hello();
    String first =
        pipelining
            ? FLIGHT + GOOD + Play.DATA + "S: 250 ok\n" + FLIGHT_WITH_RSET + "S: 250 ok\n"
            : Play.transaction("250 ok") + FLIGHT.lines().findFirst().orElseThrow() + "\n";
    try (var server = Play.server(script + first);
        SmtpSession session = Play.client(server).connect()) {
      assertThrows(IllegalArgumentException.class, () -> session.send(mail));
      assertTrue(session.isOpen());
      assertEquals("Accepted 250", Play.send(session, ONE).recipients());
      assertThrows(IllegalArgumentException.class, () -> session.send(mail));
      Play.send(session, ONE);
      server.assertCompleted();
    }
  }

  private static Mail many(int recipients) {
    return Play.mail(
        IntStream.range(0, recipients)
            .mapToObj("recipient.number.%05d@mail.example.net"::formatted)
            .toArray(String[]::new));
  }

  private static String replies(int count, String text) {
    return ("S: 250 2.1.5 " + text + "\n").repeat(count);
  }

  /** Neither side has room for everything that the other sends. */
  @ParameterizedTest
  @CsvSource({"1000, true", "1000, false", "10000, true", "10000, false"})
  @Timeout(180)
  void manyRecipientsBlockNeitherSide(int recipients, boolean eager) throws Exception {
    String rcpt = "C: RCPT TO:<*\n";
    String reply = replies(1, "x".repeat(200));
    StringBuilder script = new StringBuilder(Play.hello("PIPELINING"));
    script.append("C: MAIL *\n").append(reply);
    int held = eager ? 1 : 40;
    for (int i = 0; i < recipients; i += held) {
      script.append(rcpt.repeat(held)).append(reply.repeat(held));
    }
    script.append("C: DATA\nS: 354 go\n").append(Play.DATA).append("S: 250 ok\n");
    try (var server =
            ScriptedServer.builder(Dialogue.of(script.toString()))
                .receiveBuffer(8192)
                .sendBuffer(8192)
                .start();
        SmtpSession session =
            Play.builder(server).timeout(Duration.ofMinutes(1)).build().connect()) {
      Outcome outcome = Play.send(session, many(recipients));
      assertEquals(recipients, outcome.result().accepted().size());
      server.assertCompleted();
    }
  }
}
