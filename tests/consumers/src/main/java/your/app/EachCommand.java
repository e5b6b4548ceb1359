package your.app;

import smtp.api.Content;
import smtp.api.Credentials;
import smtp.api.Parameter;
import smtp.api.Parameter.Notification;
import smtp.api.Reply;
import smtp.api.SmtpException;
import smtp.api.SmtpSession;
import smtp.core.SmtpClient;

final class EachCommand {
  static void send(SmtpClient client, String secret) throws SmtpException {
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
}
