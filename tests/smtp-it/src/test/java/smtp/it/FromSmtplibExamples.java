package smtp.it;

import java.nio.file.Path;
import java.util.List;
import smtp.api.Content;
import smtp.api.Credentials;
import smtp.api.Envelope;
import smtp.api.Mail;
import smtp.api.Parameter;
import smtp.api.Parameter.Notification;
import smtp.api.RecipientResult.Refused;
import smtp.api.Reply;
import smtp.api.SmtpException;
import smtp.api.SmtpOutcomeUnknownException;
import smtp.api.SmtpRecipientsRefusedException;
import smtp.api.SmtpReplyException;
import smtp.api.SmtpServerDisconnectedException;
import smtp.api.SmtpSession;
import smtp.core.SmtpClient;
import smtp.lmtp.LmtpClient;
import smtp.lmtp.LmtpSession;
import smtp.message.Message;

/** The code of {@code docs/from-smtplib.md}, compiled. {@link DocumentationIT} compares the two. */
abstract class FromSmtplibExamples {

  abstract void log(String line);

  // spotless:off
  List<Refused> text(String secret, String text) throws SmtpException {
    var client = SmtpClient.builder("mail.example.org", 587)
        .credentials(Credentials.password("ann", secret))
        .build();
    var envelope = Envelope.of("ann@example.org", "bob@example.net", "cy@example.net");
    List<Refused> refused = client.send(Mail.of(envelope, Content.of(text))).refused();
    return refused;
  }

  void message(SmtpSession session) throws SmtpException {
    session.send(Message.builder()
        .from("Ann <ann@example.org>").to("bob@example.net").subject("Hi").text("Hello Bob\n")
        .build());
  }

  void steps(String message) throws SmtpException {
    SmtpSession s = SmtpClient.builder("mail.example.org", 25).trace(System.err).build().open();
    s.ehlo();
    s.mail("ann@example.org", Parameter.retHeaders());
    Reply reply = s.rcpt("bob@example.net", Parameter.notifyOn(Notification.FAILURE));
    if (reply.isPositive()) {
      s.data(Content.of(message));
    } else {
      s.rset();
    }
    s.command("XFOO a b");
    s.quit();
  }

  void failures(SmtpSession session, Mail mail) throws SmtpException {
    try {
      session.send(mail);
    } catch (SmtpRecipientsRefusedException e) {
      e.result().orElseThrow().refused().forEach(one -> log(one.recipient() + ": " + one.reply()));
    } catch (SmtpReplyException e) {
      log(e.reply().code() + " " + e.reply().text());
    } catch (SmtpOutcomeUnknownException e) {
      log("may have been delivered: " + e.result().orElseThrow().unknown());
    } catch (SmtpServerDisconnectedException e) {
      log("was not delivered");
    }
  }

  void token(SmtpSession session, String user, String token) throws SmtpException {
    session.authenticate(Credentials.token(user, () -> token));
  }

  void lmtp(Mail mail) throws SmtpException {
    try (LmtpSession s = LmtpClient.of(Path.of("/run/dovecot/lmtp")).connect()) {
      s.send(mail).recipients().forEach(one -> log(one.toString()));
    }
  }
  // spotless:on
}
