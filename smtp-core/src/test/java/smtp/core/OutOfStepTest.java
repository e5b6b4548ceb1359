package smtp.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Content;
import smtp.api.Mail;
import smtp.api.SmtpOutcomeUnknownException;
import smtp.api.SmtpSession;
import smtp.testkit.Delivery;

/**
 * A reply too many moves every reply after it to another command. When it shows, no reply of the
 * flight says anything about a message: what was sent to its end is unknown.
 */
class OutOfStepTest {

  private static final String HELLO = Play.hello("PIPELINING", "CHUNKING");
  private static final String FLIGHT =
      "C: MAIL FROM:<a@example.org>\nC: RCPT TO:<b@example.net>\nBDAT 22 LAST *\n";

  private final List<String> log = new ArrayList<>();

  private static String replies(String codes) {
    StringBuilder script = new StringBuilder();
    for (String code : codes.split(" ", -1)) {
      script.append("S: ").append(code).append(" x\n");
    }
    return script.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"250 250 250 554", "250 250 554 250", "250 550 250 250", "250 250 250 250"})
  void replyLeftAfterAFlightMakesItsMessageUnknown(String codes) throws Exception {
    Play.Outcome outcome =
        Play.send(
            Delivery.whole(),
            HELLO + FLIGHT + replies(codes) + "EOF\n",
            Play.mail("b@example.net"));
    assertEquals("Unknown", outcome.recipients());
    outcome.failure(SmtpOutcomeUnknownException.class);
    assertFalse(outcome.open());
  }

  @Test
  void endOfTheSessionAfterAFlightIsNotAReplyTooMany() throws Exception {
    Play.Outcome outcome =
        Play.send(
            Delivery.whole(),
            HELLO + FLIGHT + replies("250 250 250 421") + "EOF\n",
            Play.mail("b@example.net"));
    assertEquals("Accepted 250", outcome.recipients());
    assertFalse(outcome.open());
  }

  @ParameterizedTest
  @ValueSource(strings = {"250 250 250 554 221", "250 250 250 250 221"})
  void replyBesideThatToQuitMakesTheMessageUnknown(String codes) throws Exception {
    try (var server = Play.server(HELLO + FLIGHT + "C: QUIT\n" + replies(codes) + "CLOSE\n")) {
      SmtpOutcomeUnknownException failure =
          assertThrows(
              SmtpOutcomeUnknownException.class,
              () -> Play.client(server).send(Play.mail("b@example.net")));
      assertEquals("Unknown", Play.recipients(failure.result().orElseThrow()));
      server.assertCompleted();
    }
  }

  /** A server that closes instead of answering QUIT, or refuses it, has answered the message. */
  @ParameterizedTest
  @ValueSource(strings = {"250 250 250 221", "250 250 250 503", "250 250 250 421", "250 250 250"})
  void whatBecomesOfQuitDoesNotMatterToTheMessage(String codes) throws Exception {
    try (var server = Play.server(HELLO + FLIGHT + "C: QUIT\n" + replies(codes) + "CLOSE\n")) {
      assertEquals(
          "Accepted 250", Play.recipients(Play.client(server).send(Play.mail("b@example.net"))));
      server.assertCompleted();
    }
  }

  /** The message in front is reported only after the reply behind it was seen. */
  @ParameterizedTest
  @CsvSource({
    "250 250 250 554,  Unknown",
    "250 250 250 503,  Accepted 250",
    "250 250 250,      Accepted 250"
  })
  void replyToResetShowsWhetherTheMessageBeforeItWasAnswered(String codes, String first)
      throws Exception {
    String two = FLIGHT + "C: RSET\n" + FLIGHT;
    try (var server = Play.server(HELLO + two + replies(codes) + "CLOSE\n");
        SmtpSession session = Play.client(server).connect()) {
      List<Mail> mails = List.of(Play.mail("b@example.net"), Play.mail("b@example.net"));
      assertThrows(
          SmtpOutcomeUnknownException.class,
          () ->
              session.sendAll(
                  mails.iterator(), (mail, result, failure) -> log.add(Play.recipients(result))));
      assertEquals(List.of(first, "Unknown"), log);
    }
  }

  @Test
  void acceptanceBeforeTheLastByteWasSentIsNotOfTheMessage() throws Exception {
    int size = 4 << 20;
    String early =
        HELLO
            + "C: MAIL FROM:<a@example.org>\nC: RCPT TO:<b@example.net>\nS: 250 x\nS: 250 x\n"
            + "C: BDAT 4194306 LAST\nREAD 100\nS: 250 so soon\nREAD 4194204\nEOF\n";
    Play.Outcome outcome =
        Play.send(Delivery.whole(), early, Play.mail(Content.of("x".repeat(size))));
    assertEquals("NotSent", outcome.recipients());
    assertFalse(outcome.open());
  }
}
