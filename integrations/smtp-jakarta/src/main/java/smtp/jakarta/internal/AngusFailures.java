package smtp.jakarta.internal;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.Optional;
import java.util.StringJoiner;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPAddressSucceededException;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.util.MailConnectException;
import org.eclipse.angus.mail.util.SocketConnectException;
import org.jspecify.annotations.Nullable;
import smtp.api.Reply;
import smtp.api.SmtpConnectException;
import smtp.api.SmtpException;

/** The exceptions of Angus Mail. The one class that names its types: they may be missing. */
final class AngusFailures extends Failures {

  @Override
  MessagingException connect(SmtpConnectException failure, String host, int port, int limit) {
    if (failure.reply().isPresent()) {
      return super.connect(failure, host, port, limit);
    }
    return new MailConnectException(
        new SocketConnectException(failure.getMessage(), failure, host, port, limit));
  }

  @Override
  SendFailedException send(
      String command,
      Reply reply,
      @Nullable Exception next,
      Address[] sent,
      Address[] unsent,
      Address[] invalid) {
    return new SMTPSendFailedException(
        command, reply.code(), reply.toString(), next, sent, unsent, invalid);
  }

  @Override
  SendFailedException lost(
      SmtpException loss, Address[] sent, Address[] unsent, Address[] invalid) {
    return new SMTPSendFailedException("", -1, loss.getMessage(), loss, sent, unsent, invalid);
  }

  @Override
  MessagingException address(InternetAddress address, String command, Reply reply) {
    return new SMTPAddressFailedException(address, command, reply.code(), reply.toString());
  }

  @Override
  MessagingException sender(InternetAddress address, String command, Reply reply) {
    return new SMTPSenderFailedException(address, command, reply.code(), reply.toString());
  }

  @Override
  Optional<MessagingException> succeeded(InternetAddress address, String command, Reply reply) {
    return Optional.of(
        new SMTPAddressSucceededException(address, command, reply.code(), reply.toString()));
  }

  @Override
  MessageOptions options(MimeMessage message) {
    return message instanceof SMTPMessage own
        ? new MessageOptions(
            own.getEnvelopeFrom(),
            notification(own.getNotifyOptions()),
            returned(own.getReturnOption()),
            own.getSubmitter(),
            own.getMailExtension(),
            own.getSendPartial())
        : MessageOptions.NONE;
  }

  private static @Nullable String notification(int options) {
    if (options == 0) {
      return null;
    }
    if (options == SMTPMessage.NOTIFY_NEVER) {
      return "NEVER";
    }
    StringJoiner text = new StringJoiner(",");
    if ((options & SMTPMessage.NOTIFY_SUCCESS) != 0) {
      text.add("SUCCESS");
    }
    if ((options & SMTPMessage.NOTIFY_FAILURE) != 0) {
      text.add("FAILURE");
    }
    if ((options & SMTPMessage.NOTIFY_DELAY) != 0) {
      text.add("DELAY");
    }
    return text.toString();
  }

  private static @Nullable String returned(int option) {
    return switch (option) {
      case SMTPMessage.RETURN_FULL -> "FULL";
      case SMTPMessage.RETURN_HDRS -> "HDRS";
      default -> null;
    };
  }
}
