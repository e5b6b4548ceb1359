package smtp.bench.crowd;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Properties;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Mail;
import smtp.bench.send.Workload;

/** A message in the form that each sender takes, made before. */
record Letter(Mail mail, MimeMessage message, List<Address> recipients) {

  static Letter of(int size) throws MessagingException {
    Workload work = Workload.of(size);
    String[] recipients = work.recipients().toArray(String[]::new);
    Properties properties = new Properties();
    properties.put("mail.smtp.from", work.sender());
    return new Letter(
        Mail.of(Envelope.of(work.sender(), recipients), Content.of(work.content())),
        new MimeMessage(Session.getInstance(properties), new ByteArrayInputStream(work.content())),
        List.of(InternetAddress.parse(String.join(",", recipients))));
  }
}
