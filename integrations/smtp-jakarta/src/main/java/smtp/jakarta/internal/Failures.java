package smtp.jakarta.internal;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import smtp.api.Reply;
import smtp.api.SmtpConnectException;
import smtp.api.SmtpException;

/**
 * Makes the exceptions that programs know. Those of Angus Mail are caught by many, so they are
 * thrown if Angus Mail is there; Jakarta Mail's own otherwise.
 */
class Failures {

  /** Angus Mail's, if it is there. */
  static final Failures KNOWN = known();

  Failures() {}

  private static Failures known() {
    try {
      Class.forName("org.eclipse.angus.mail.smtp.SMTPSendFailedException");
      // By name: this class must load where Angus Mail is not.
      return Class.forName("smtp.jakarta.internal.AngusFailures")
          .asSubclass(Failures.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      return new Failures();
    }
  }

  /** The server could not be reached. */
  MessagingException connect(SmtpConnectException failure, String host, int port, int limit) {
    return new MessagingException(failure.getMessage(), failure);
  }

  /** The server refused a command that is about the whole message, or the message is partial. */
  SendFailedException send(
      String command,
      Reply reply,
      @Nullable Exception next,
      Address[] sent,
      Address[] unsent,
      Address[] invalid) {
    return new SendFailedException(reply.toString(), next, sent, unsent, invalid);
  }

  /** The connection was lost before the message was sent. */
  SendFailedException lost(
      SmtpException loss, Address[] sent, Address[] unsent, Address[] invalid) {
    return new SendFailedException(loss.getMessage(), loss, sent, unsent, invalid);
  }

  /** The server refused a recipient. */
  MessagingException address(InternetAddress address, String command, Reply reply) {
    return new SendFailedException("<" + address.getAddress() + ">: " + reply);
  }

  /** The server refused the sender. */
  MessagingException sender(InternetAddress address, String command, Reply reply) {
    return address(address, command, reply);
  }

  /** The server accepted a recipient, which is told if the program asks for it. */
  Optional<MessagingException> succeeded(InternetAddress address, String command, Reply reply) {
    return Optional.empty();
  }

  /** Returns what a message says of how it is sent. */
  MessageOptions options(MimeMessage message) {
    return MessageOptions.NONE;
  }
}
