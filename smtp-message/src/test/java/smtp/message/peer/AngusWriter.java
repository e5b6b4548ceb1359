package smtp.message.peer;

import jakarta.mail.Address;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Properties;

/** Writes messages with Jakarta Mail. */
public final class AngusWriter {

  private AngusWriter() {}

  public static byte[] write(Reading given) throws Exception {
    MimeMessage mime = new MimeMessage(Session.getInstance(new Properties()));
    mime.addFrom(addresses(given.from()));
    mime.setRecipients(RecipientType.TO, addresses(given.to()));
    mime.setSubject(given.subject(), "UTF-8");
    mime.setText(given.texts().getFirst(), "UTF-8");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    mime.writeTo(out);
    return out.toByteArray();
  }

  private static Address[] addresses(List<Reading.Person> people) throws Exception {
    Address[] addresses = new Address[people.size()];
    for (int i = 0; i < addresses.length; i++) {
      addresses[i] = new InternetAddress(people.get(i).mailbox(), people.get(i).name(), "UTF-8");
    }
    return addresses;
  }
}
