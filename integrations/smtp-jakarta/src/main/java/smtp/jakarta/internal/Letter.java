package smtp.jakarta.internal;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.ParseException;
import java.util.ArrayList;
import java.util.List;
import smtp.api.Content;
import smtp.api.Extension;
import smtp.api.Mail;
import smtp.api.MailSession;
import smtp.api.SmtpException;

/** A message with its recipients, as a program gives them. */
public final class Letter {

  private final MimeMessage message;
  private final List<InternetAddress> recipients;
  private final Settings settings;

  private Letter(MimeMessage message, List<InternetAddress> recipients, Settings settings) {
    this.message = message;
    this.recipients = recipients;
    this.settings = settings;
  }

  /**
   * Checks what a program gives.
   *
   * @throws MessagingException if that is no message with recipients
   */
  public static Letter of(Message message, Address[] addresses, Settings settings)
      throws MessagingException {
    if (!(message instanceof MimeMessage mime)) {
      throw new MessagingException("SMTP can only send RFC822 messages");
    }
    if (addresses == null || addresses.length == 0) {
      throw new SendFailedException("No recipient addresses");
    }
    return new Letter(mime, expanded(addresses), settings);
  }

  /** Puts the members of a group in its place. */
  private static List<InternetAddress> expanded(Address[] addresses) throws MessagingException {
    List<InternetAddress> all = new ArrayList<>(addresses.length);
    for (Address address : addresses) {
      if (!(address instanceof InternetAddress one)) {
        throw new MessagingException(address + " is not an InternetAddress");
      }
      all.addAll(one.isGroup() ? members(one) : List.of(one));
    }
    return all;
  }

  private static List<InternetAddress> members(InternetAddress group) throws SendFailedException {
    try {
      return List.of(group.getGroup(true));
    } catch (ParseException e) {
      throw new SendFailedException("Not a group of addresses: " + group, e);
    }
  }

  /** Sends the message, and returns what became of it. */
  public Delivery sendOver(MailSession open) {
    Delivery.Builder delivery = new Delivery.Builder(settings, recipients);
    try {
      Envelopes envelopes = new Envelopes(settings, message, open.capabilities());
      InternetAddress sender = envelopes.sender();
      Content content = MimeContent.of(message, open.capabilities().has(Extension.SMTPUTF8));
      Mail mail = Mail.of(envelopes.envelope(sender, recipients), content);
      return sendOver(open, mail, sender, delivery);
    } catch (MessagingException e) {
      return delivery.notBegun(e);
    }
  }

  private static Delivery sendOver(
      MailSession open, Mail mail, InternetAddress sender, Delivery.Builder delivery) {
    try {
      return delivery.answered(open.send(mail));
    } catch (SmtpException e) {
      return delivery.failed(e, sender);
    }
  }
}
