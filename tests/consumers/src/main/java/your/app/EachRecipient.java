package your.app;

import smtp.api.Recipient;
import smtp.api.RecipientResult;
import smtp.api.RecipientResult.Accepted;
import smtp.api.RecipientResult.NotSent;
import smtp.api.RecipientResult.Refused;
import smtp.api.RecipientResult.Unknown;
import smtp.api.Reply;
import smtp.api.SmtpException;
import smtp.core.SmtpClient;
import smtp.message.Message;

abstract class EachRecipient {
  void send(SmtpClient client, Message message) throws SmtpException {
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

  abstract void log(String line);

  abstract void retryLater(Recipient recipient);

  abstract void bounce(Recipient recipient, Reply reply);
}
