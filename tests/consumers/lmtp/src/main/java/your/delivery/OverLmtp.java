package your.delivery;

import java.nio.file.Path;
import smtp.api.SmtpException;
import smtp.lmtp.LmtpClient;
import smtp.message.Message;

final class OverLmtp {
  static void deliver(Message message) throws SmtpException {
    try (var lmtp = LmtpClient.of(Path.of("/run/dovecot/lmtp")).connect()) {
      lmtp.send(message).recipients().forEach(System.out::println);
    }
  }
}
