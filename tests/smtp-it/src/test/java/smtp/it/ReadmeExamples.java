package smtp.it;

import java.nio.file.Path;
import smtp.api.Content;
import smtp.api.Credentials;
import smtp.api.Extension;
import smtp.api.Parameter;
import smtp.api.Parameter.Notification;
import smtp.api.Recipient;
import smtp.api.RecipientResult;
import smtp.api.RecipientResult.Accepted;
import smtp.api.RecipientResult.NotSent;
import smtp.api.RecipientResult.Refused;
import smtp.api.RecipientResult.Unknown;
import smtp.api.Reply;
import smtp.api.SmtpException;
import smtp.api.SmtpSession;
import smtp.core.SmtpClient;
import smtp.lmtp.LmtpClient;
import smtp.message.Message;

/** The code of the README, compiled. {@link DocumentationIT} compares the two. */
abstract class ReadmeExamples {

  abstract void log(String line);

  abstract void retryLater(Recipient recipient);

  abstract void bounce(Recipient recipient, Reply reply);

  // spotless:off
  void send(String secret) throws SmtpException {
    var client = SmtpClient.builder("mail.example.org", 587)
        .credentials(Credentials.password("ann", secret))
        .build();
    var message = Message.builder().from("Ann <ann@example.org>").to("bob@example.net")
        .subject("Hi").text("Hello Bob\n").build();
    client.send(message);
  }

  void outcome(SmtpClient client, Message message) throws SmtpException {
    try (var session = client.connect()) {
      for (RecipientResult result : session.send(message).recipients()) {
        switch (result) {
          case Accepted accepted -> log("accepted: " + accepted.recipient());
          case Refused refused when refused.reply().isTransient() -> retryLater(refused.recipient());
          case Refused refused -> bounce(refused.recipient(), refused.reply());
          case Unknown unknown -> log("may have been delivered: " + unknown.recipient());
          case NotSent notSent -> retryLater(notSent.recipient());
        }
      }
    }
  }

  // spotless:on

  void commands(SmtpClient client, String secret) throws SmtpException {
    try (SmtpSession session = client.open()) {
      session.ehlo();
      session.startTls();
      session.ehlo();
      session.authenticate(Credentials.password("ann", secret));
      session.mail("ann@example.org", Parameter.retHeaders());
      Reply reply = session.rcpt("bob@example.net", Parameter.notifyOn(Notification.FAILURE));
      if (reply.isPositive()) {
        session.data(Content.of("Subject: Hi\n\nHello Bob\n"));
      } else {
        session.rset();
      }
    }
  }

  void lmtp(Message message) throws SmtpException {
    try (var lmtp = LmtpClient.of(Path.of("/run/dovecot/lmtp")).connect()) {
      lmtp.send(message).recipients().forEach(result -> log(result.toString()));
    }
  }

  SmtpClient sparing() {
    return SmtpClient.builder("mail.example.org", 587)
        .disable(Extension.CHUNKING, Extension.PIPELINING)
        .build();
  }
}
