package your.shop;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Service;

/** Sends invoices. */
@Service
public class Invoices {

  private final JavaMailSender sender;

  public Invoices(JavaMailSender sender) {
    this.sender = sender;
  }

  public void send(String to) throws MessagingException {
    MimeMessage message = sender.createMimeMessage();
    MimeMessageHelper helper = new MimeMessageHelper(message, true, "UTF-8");
    helper.setFrom("shop@example.org");
    helper.setTo(to);
    helper.setSubject("Rechnung für März");
    helper.setText("Im Anhang.", "<p>Im <b>Anhang</b>.</p>");
    helper.addAttachment("rechnung.pdf", new ByteArrayResource(new byte[1000]), "application/pdf");
    sender.send(message);
  }
}
