package smtp.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Mail;
import smtp.api.Reply;
import smtp.api.SendResult;
import smtp.api.SessionListener;
import smtp.api.SmtpNotSupportedException;
import smtp.api.SmtpOutcomeUnknownException;
import smtp.testkit.Delivery;
import smtp.testkit.Dialogue;
import smtp.testkit.ScriptedServer;

/** One call that sends one message over its own connection. */
class SendTest {

  private static final Mail MAIL =
      Mail.of(
          Envelope.of("a@example.org", "b@example.net", "c@example.net"),
          Content.of("Subject: Hi\n\nHello\n.dot\n"));

  @ParameterizedTest
  @MethodSource("smtp.testkit.Delivery#all")
  @Tag("S11")
  @Tag("S93")
  void envelopeIsSentInOneFlightAndEachRecipientReported(Delivery delivery) throws Exception {
    Dialogue dialogue =
        Dialogue.of(
            """
            S: 220 mail.example.org ESMTP
            C: EHLO *
            S: 250-mail.example.org
            S: 250-SIZE 1000
            S: 250 PIPELINING
            C: MAIL FROM:<a@example.org> SIZE=28
            C: RCPT TO:<b@example.net>
            C: RCPT TO:<c@example.net>
            C: DATA
            S: 250 ok
            S: 250 ok
            S: 550 5.1.1 no such user
            S: 354 go
            DATA
            Subject: Hi

            Hello
            .dot
            .
            S: 250 2.0.0 Ok: queued as 4XyZ
            C: QUIT
            S: 221 bye
            """);
    try (var server = ScriptedServer.builder(dialogue).delivery(delivery).start()) {
      SendResult result = SmtpClient.builder(server.host(), server.port()).build().send(MAIL);
      assertEquals(List.of("4XyZ"), result.queueIds());
      assertEquals(1, result.refused().size());
      assertTrue(result.unknown().isEmpty());
      server.assertCompleted();
    }
  }

  private static final String CHUNK =
      Play.hello("PIPELINING", "CHUNKING")
          + """
          C: MAIL FROM:<a@example.org>
          C: RCPT TO:<b@example.net>
          BDAT 22 LAST
          Subject: Hi

          Hello
          .
          C: QUIT
          S: 250 m
          S: 250 r
          """;

  private final EventLog log = new EventLog();

  private SendResult send(String script) throws Exception {
    try (var server = Play.server(script)) {
      SendResult result =
          Play.builder(server).listener(log).build().send(Play.mail("b@example.net"));
      server.assertCompleted();
      return result;
    }
  }

  @Test
  void quitIsSentWithTheMessageAndAwaited() throws Exception {
    assertEquals("Accepted 250", Play.recipients(send(CHUNK + "S: 250 ok\nS: 221 bye\nEOF\n")));
    assertEquals(List.of("C: QUIT"), log.events("C: QUIT"));
    assertEquals(List.of("S: 250 ok", "S: 221 bye", "closed "), last(3));
  }

  /** Only the reply to the content counts. */
  @ParameterizedTest
  @ValueSource(strings = {"CLOSE", "S: 500 what", "S: 421 bye", "S- 2\nCLOSE"})
  void messageIsAcceptedWhateverTheReplyToQuit(String end) throws Exception {
    assertEquals("Accepted 250", Play.recipients(send(CHUNK + "S: 250 ok\n" + end + "\n")));
    assertEquals(1, log.events("closed").size());
  }

  @Test
  void unansweredMessageBeforeQuitIsUnknown() {
    var failure = assertThrows(SmtpOutcomeUnknownException.class, () -> send(CHUNK + "CLOSE\n"));
    assertEquals("Unknown", Play.recipients(failure.result().orElseThrow()));
  }

  /** Here QUIT takes longer than everything before it. */
  @Test
  void elapsedTimeExcludesQuit() throws Exception {
    long begun = System.nanoTime();
    long[] heard = new long[1];
    SessionListener slow =
        new SessionListener() {
          @Override
          public void onReply(Reply reply, Duration elapsed) {
            if (reply.code() == 221) {
              heard[0] = System.nanoTime() - begun;
              while (System.nanoTime() - begun <= 2 * heard[0]) {
                Thread.onSpinWait();
              }
            }
          }
        };
    try (var server = Play.server(CHUNK + "S: 250 ok\nS: 221 bye\n")) {
      SendResult result =
          Play.builder(server).listener(slow).build().send(Play.mail("b@example.net"));
      assertTrue(result.elapsed().toNanos() <= heard[0], result::toString);
      server.assertCompleted();
    }
  }

  /** No command is outstanding, because the server processes one at a time. */
  @Test
  void unansweredQuitHidesNothing() throws Exception {
    String script = Play.hello() + Play.transaction("250 ok") + "C: QUIT\nS- 2\nCLOSE\n";
    assertEquals("Accepted 250", Play.recipients(send(script)));
    assertEquals(List.of("C: QUIT"), log.events("C: QUIT"));
  }

  /** A message that the server cannot accept is detected before anything of it is sent. */
  @Test
  void quitFollowsAMessageThatWasNotSent() {
    String script = Play.hello("SIZE 5") + "C: QUIT\nS: 221 bye\nEOF\n";
    var failure = assertThrows(SmtpNotSupportedException.class, () -> send(script));
    assertEquals("NotSent", Play.recipients(failure.result().orElseThrow()));
    assertEquals(List.of("C: QUIT", "S: 221 bye", "closed "), last(3));
  }

  private List<String> last(int count) {
    return log.events().subList(log.events().size() - count, log.events().size());
  }
}
