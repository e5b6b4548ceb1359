package smtp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Mail;
import smtp.api.Recovery;
import smtp.api.SmtpOutcomeUnknownException;
import smtp.core.SmtpClient;
import smtp.testkit.Dialogue;
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
}
