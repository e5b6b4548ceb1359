package smtp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Mail;
import smtp.api.Recipient;
import smtp.api.RecipientResult;
import smtp.api.RecipientResult.Accepted;
import smtp.api.RecipientResult.NotSent;
import smtp.api.RecipientResult.Refused;
import smtp.api.RecipientResult.Unknown;
import smtp.api.Reply;
import smtp.api.SmtpException;
import smtp.lmtp.LmtpClient;
import smtp.lmtp.LmtpSession;
import smtp.testkit.Dialogue;
import smtp.testkit.ScriptedServer;

/** The code of docs/lmtp.md, compiled and, unless it contains a real path, run. */
class LmtpExamplesIT {

  private static final Mail MAIL =
      Mail.of(
          Envelope.of("ann@example.org", "alice@example.org", "bob@example.org"),
          Content.of("Subject: Hi\n\nHello\n"));

  private static final Dialogue DIALOGUE =
      Dialogue.of(
          """
          S: 220 x
          C: LHLO *
          S: 250 x
          C: MAIL FROM:<ann@example.org>
          S: 250 ok
          C: RCPT TO:<alice@example.org>
          S: 250 ok
          C: RCPT TO:<bob@example.org>
          S: 250 ok
          C: DATA
          S: 354 go
          DATA
          Subject: Hi

          Hello
          .
          S: 250 2.0.0 ok
          S: 552 5.2.2 full
          C: QUIT
          S: 221 bye
          """);

  private final List<String> log = new ArrayList<>();

  private void delivered(Recipient recipient) {
    log.add(recipient + " delivered");
  }

  private void retryLater(Recipient recipient) {
    log.add(recipient + " later");
  }

  private void bounce(Recipient recipient, Reply reply) {
    log.add(recipient + " " + reply.code());
  }

  private void mayHaveBeenDelivered(Recipient recipient) {
    log.add(recipient + " unknown");
  }

  private void note(RecipientResult result) {
    log.add(result.recipient() + " noted");
  }

  private void log(String line) {
    log.add(line);
  }

  private static ScriptedServer server() {
    return ScriptedServer.builder(DIALOGUE).unix().start();
  }

  /** Only compiled: on this path of a real system there may be a server. */
  void deliver(Mail mail) throws SmtpException {
    LmtpClient client = LmtpClient.of(Path.of("/run/dovecot/lmtp"));
    try (LmtpSession session = client.connect()) {
      for (RecipientResult result : session.send(mail).recipients()) {
        switch (result) {
          case Accepted accepted -> delivered(accepted.recipient());
          case Refused refused when refused.reply().isTransient() ->
              retryLater(refused.recipient());
          case Refused refused -> bounce(refused.recipient(), refused.reply());
          case Unknown unknown -> mayHaveBeenDelivered(unknown.recipient());
          case NotSent notSent -> retryLater(notSent.recipient());
        }
      }
    }
  }

  @Test
  void manyMessages() throws Exception {
    try (ScriptedServer server = server()) {
      String url = "lmtp+unix:" + server.path();
      LmtpClient client =
          LmtpClient.builder(URI.create(url)).deadline(Duration.ofMinutes(2)).build();
      List<Mail> mails = List.of(MAIL);
      client.sendAll(
          mails.iterator(), (mail, result, failure) -> result.recipients().forEach(this::note));
      server.assertCompleted();
    }
    assertEquals(List.of("alice@example.org noted", "bob@example.org noted"), log);
  }

  @Test
  void commandByCommand() throws Exception {
    try (ScriptedServer server = server()) {
      LmtpClient client = LmtpClient.of(server.path());
      try (LmtpSession session = client.open()) {
        session.lhlo();
        session.mail("ann@example.org");
        session.rcpt("alice@example.org");
        session.rcpt("bob@example.org");
        List<Reply> replies = session.data(Content.of("Subject: Hi\n\nHello\n"));
        replies.forEach(reply -> log(reply.toString()));
      }
      server.assertCompleted();
    }
    assertEquals(List.of("250 2.0.0 ok", "552 5.2.2 full"), log);
  }
}
