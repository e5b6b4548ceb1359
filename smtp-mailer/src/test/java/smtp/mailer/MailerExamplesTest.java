package smtp.mailer;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Mail;
import smtp.api.SendResult;
import smtp.core.SmtpClient;
import smtp.mailer.status.Submission;
import smtp.testkit.Dialogue;
import smtp.testkit.ScriptedServer;

/** The examples of docs/mailer.md. */
class MailerExamplesTest {

  private static final String SCRIPT =
      """
      S: 220 mail.example.org ESMTP
      C: EHLO *
      S: 250 mail.example.org
      C: MAIL FROM:<ann@example.org>
      S: 250 ok
      C: RCPT TO:<bob@example.net>
      S: 250 ok
      C: DATA
      S: 354 go
      DATA *
      S: 250 queued
      C: QUIT
      S: 221 bye
      """;

  private static Mail message() {
    return Mail.of(
        Envelope.of("ann@example.org", "bob@example.net"), Content.of("Subject: Hi\n\nHello\n"));
  }

  @Test
  void sharedMailer() throws Exception {
    try (var server = ScriptedServer.builder(Dialogue.of(SCRIPT)).start()) {
      SmtpClient client = SmtpClient.builder("localhost", server.port()).build();
      Mailer mailer = Mailer.builder(client).connections(4).rate(14, Duration.ofSeconds(1)).build();
      try (mailer) {
        SendResult result = mailer.send(message());
        assertTrue(result.isComplete());
      }
      server.assertCompleted();
    }
  }

  @Test
  void submission() throws Exception {
    try (var server = ScriptedServer.builder(Dialogue.of(SCRIPT)).start();
        Mailer mailer =
            Mailer.builder(SmtpClient.builder("localhost", server.port()).build()).build()) {
      Submission submission = mailer.submit(message());
      CompletableFuture<Void> recorded =
          submission.outcome().thenAccept(outcome -> record(outcome.result()));
      assertTrue(submission.await().isComplete());
      recorded.join();
    }
  }

  private static void record(SendResult result) {
    assertTrue(result.isComplete());
  }
}
