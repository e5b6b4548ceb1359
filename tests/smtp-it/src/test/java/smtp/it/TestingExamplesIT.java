package smtp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Mail;
import smtp.api.Recovery;
import smtp.api.SmtpOutcomeUnknownException;
import smtp.api.SmtpTimeoutException;
import smtp.core.SmtpClient;
import smtp.testkit.Dialogue;
import smtp.testkit.Script;
import smtp.testkit.ScriptedServer;

/** The code of docs/testing.md, compiled and run. */
class TestingExamplesIT {

  private static Mail mail() {
    return Mail.of(
        Envelope.of("ann@example.org", "bob@example.org"), Content.of("Subject: Hi\n\n"));
  }

  @Test
  void aLostFinalReplyIsReportedAsUnknown() throws Exception {
    Dialogue dialogue =
        Dialogue.of(
            """
            S: 220 mail.example.org
            C: EHLO *
            S: 250 mail.example.org
            C: MAIL FROM:<ann@example.org>
            S: 250 ok
            C: RCPT TO:<bob@example.org>
            S: 250 ok
            C: DATA
            S: 354 go
            DATA *
            CLOSE
            """);
    try (var server = ScriptedServer.start(dialogue)) {
      var client = SmtpClient.builder(server.host(), server.port()).build();
      var failure = assertThrows(SmtpOutcomeUnknownException.class, () -> client.send(mail()));
      assertEquals(Recovery.MAY_HAVE_BEEN_DELIVERED, failure.recovery());
      server.assertCompleted();
    }
  }

  @Test
  @Script(
      """
      S: 220 mail.example.org
      C: EHLO *
      STALL
      """)
  void aServerThatStallsIsGivenUp(ScriptedServer server) {
    var client =
        SmtpClient.builder(server.host(), server.port()).timeout(Duration.ofMillis(200)).build();
    assertThrows(SmtpTimeoutException.class, () -> client.send(mail()));
  }

  @TempDir private Path folder;

  @Test
  void aTraceIsATest() throws Exception {
    Path trace = folder.resolve("trace");
    Files.writeString(
        trace,
        """
        # connected to mail.example.org/192.0.2.25:25 in 3 ms
        S: 220 mail.example.org
        C: EHLO *
        S: 250 mail.example.org
        C: MAIL FROM:<ann@example.org>
        S: 250 ok
        C: RCPT TO:<bob@example.org>
        S: 250 ok
        C: DATA
        S: 354 go
        DATA *
        CLOSE
        # closed: The server closed the connection while the client was at the end of the data
        """);
    replay(trace);
  }

  private static void replay(Path trace) throws Exception {
    try (var server = ScriptedServer.start(Dialogue.of(Files.readString(trace)))) {
      var client = SmtpClient.builder(server.host(), server.port()).build();
      assertThrows(SmtpOutcomeUnknownException.class, () -> client.send(mail()));
      server.assertCompleted();
    }
  }
}
