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
import smtp.api.Mail;
import smtp.api.SmtpException;
import smtp.api.SmtpOutcomeUnknownException;
import smtp.api.SmtpServerDisconnectedException;
import smtp.api.SmtpSession;
import smtp.api.internal.ExceptionResults;
import smtp.testkit.Delivery;

/** 221 ends the session and answers nothing but QUIT. */
class SessionEndReplyTest {

  private static final Mail MESSAGE = Play.mail("b@example.net");
  private static final String ENVELOPE = "C: MAIL *\nC: RCPT *\n";
  private static final String CLOSED =
      "The server closed the session instead of answering: 221 bye";

  @ParameterizedTest
  @ValueSource(strings = {"CLOSE", "EOF"})
  void finalReply221LeavesTheOutcomeUnknown(String end) throws Exception {
    Play.Outcome outcome =
        Play.send(
            Delivery.whole(), Play.hello() + Play.transaction("221 bye") + end + "\n", MESSAGE);
    assertEquals("Unknown", outcome.recipients());
    outcome.failure(SmtpOutcomeUnknownException.class);
    assertFalse(outcome.open());
  }

  @Test
  void chunkAnsweredWith221LeavesTheOutcomeUnknown() throws Exception {
    String script =
        Play.hello("PIPELINING", "CHUNKING")
            + ENVELOPE
            + "BDAT 22 LAST *\nS: 250 ok\nS: 250 ok\nS: 221 bye\nCLOSE\n";
    Play.Outcome outcome = Play.send(Delivery.whole(), script, MESSAGE);
    assertEquals("Unknown", outcome.recipients());
    outcome.failure(SmtpOutcomeUnknownException.class);
  }

  /** The client's send has QUIT in the same flight: the only reply is not QUIT's. */
  @Test
  void single221ToContentAndQuitAnswersNeither() throws Exception {
    String script =
        Play.hello("PIPELINING", "CHUNKING")
            + ENVELOPE
            + "BDAT 22 LAST *\nC: QUIT\nS: 250 ok\nS: 250 ok\nS: 221 bye\nCLOSE\n";
    try (var server = Play.server(script)) {
      SmtpException failure =
          assertThrows(SmtpOutcomeUnknownException.class, () -> Play.client(server).send(MESSAGE));
      assertEquals("Unknown", Play.recipients(failure.result().orElseThrow()));
      server.assertCompleted();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'C: MAIL *\nS: 221 bye\n'",
    "'C: MAIL *\nS: 250 ok\nC: RCPT *\nS: 221 bye\n'",
    "'C: MAIL *\nS: 250 ok\nC: RCPT *\nS: 250 ok\nC: DATA\nS: 221 bye\n'"
  })
  void messageWhoseContentWasNotSentIsNotSent(String end) throws Exception {
    Play.Outcome outcome = Play.send(Delivery.whole(), Play.hello() + end + "CLOSE\n", MESSAGE);
    assertEquals("NotSent", outcome.recipients());
    assertEquals(
        CLOSED, ExceptionResults.text(outcome.failure(SmtpServerDisconnectedException.class)));
  }

  @Test
  void commandAnsweredWith221ClosesTheSession() throws Exception {
    try (var server = Play.server(Play.hello() + "C: NOOP\nS: 221 bye\nCLOSE\n");
        SmtpSession session = Play.client(server).connect()) {
      assertThrows(SmtpServerDisconnectedException.class, session::noop);
      assertFalse(session.isOpen());
    }
  }

  @Test
  void messageAnsweredBefore221IsAcceptedAndTheNextIsUnknown() throws Exception {
    String script =
        Play.hello("PIPELINING", "CHUNKING")
            + ENVELOPE
            + "BDAT 22 LAST *\nC: RSET\n"
            + ENVELOPE
            + "BDAT 22 LAST *\nS: 250 ok\nS: 250 ok\nS: 250 ok\nS: 250 ok\nS: 250 ok\nS: 250 ok\n"
            + "S: 221 bye\nCLOSE\n";
    List<String> outcomes = new ArrayList<>();
    try (var server = Play.server(script);
        SmtpSession session = Play.client(server).connect()) {
      assertThrows(
          SmtpException.class,
          () ->
              session.sendAll(
                  List.of(MESSAGE, MESSAGE).iterator(),
                  (mail, result, failure) -> outcomes.add(Play.recipients(result))));
    }
    assertEquals(List.of("Accepted 250", "Unknown"), outcomes);
  }
}
