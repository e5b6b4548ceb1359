package smtp.jakarta;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.eclipse.angus.mail.smtp.SMTPMessage;

/** Messages as programs make them. */
final class Samples {

  private Samples() {}

  static MimeMessage plain(Session session) throws MessagingException {
    return text(session, "Hello\n.\n..dots\nend\n");
  }

  static MimeMessage text(Session session, String text) throws MessagingException {
    return filled(new MimeMessage(session), text);
  }

  private static <M extends MimeMessage> M filled(M message, String text)
      throws MessagingException {
    message.setFrom(new InternetAddress("ann@example.org"));
    message.setRecipients(Message.RecipientType.TO, "a@example.net");
    message.setSubject("Grüße", "UTF-8");
    message.setHeader("Date", "Thu, 1 Jan 1970 00:00:00 +0000");
    message.setText(text, "UTF-8");
    return message;
  }

  static MimeMessage eightBit(Session session) throws MessagingException {
    MimeMessage message = text(session, "Grüße\n");
    message.saveChanges();
    message.setHeader("Content-Transfer-Encoding", "8bit");
    return message;
  }

  static MimeMessage html(Session session) throws MessagingException {
    MimeMessage message = plain(session);
    message.setContent("<p>Hello</p>", "text/html; charset=UTF-8");
    return message;
  }

  static MimeMessage attachment(Session session) throws MessagingException {
    MimeMessage message = plain(session);
    MimeBodyPart text = new MimeBodyPart();
    text.setText("See the file");
    MimeBodyPart file = new MimeBodyPart();
    file.setContent(new byte[1000], "application/octet-stream");
    file.setDataHandler(
        new jakarta.activation.DataHandler(
            new jakarta.mail.util.ByteArrayDataSource(new byte[1000], "application/octet-stream")));
    file.setFileName("zeros.bin");
    file.setDisposition(Part.ATTACHMENT);
    message.setContent(new MimeMultipart(text, file));
    return message;
  }

  static MimeMessage calendar(Session session) throws MessagingException {
    MimeMessage message = plain(session);
    message.setContent(
        "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "text/calendar; method=REQUEST; charset=UTF-8");
    return message;
  }

  static MimeMessage withBccAndLength(Session session) throws MessagingException {
    MimeMessage message = plain(session);
    message.setRecipients(Message.RecipientType.BCC, "secret@example.net");
    message.setHeader("Content-Length", "17");
    return message;
  }

  static MimeMessage parsed(Session session, String text) throws MessagingException {
    return new MimeMessage(
        session, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  static MimeMessage withoutFrom(Session session) throws MessagingException {
    MimeMessage message = plain(session);
    message.removeHeader("From");
    return message;
  }

  static MimeMessage broken(Session session) throws MessagingException {
    MimeMessage message = plain(session);
    message.setDataHandler(
        new jakarta.activation.DataHandler(
            new jakarta.activation.FileDataSource("/nowhere/at/all")));
    return message;
  }

  /** Sets options of a message. */
  @FunctionalInterface
  interface Options {
    void set(SMTPMessage message) throws MessagingException;
  }

  static Case.Maker smtp(Options options) {
    return session -> {
      SMTPMessage message = filled(new SMTPMessage(session), "Hello\n");
      options.set(message);
      return message;
    };
  }
}
