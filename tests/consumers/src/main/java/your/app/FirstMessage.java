package your.app;

import java.time.Duration;
import smtp.api.Credentials;
import smtp.api.SendResult;
import smtp.api.SmtpException;
import smtp.core.SmtpClient;
import smtp.message.Message;

public final class FirstMessage {
  public static void main(String[] args) {
    var client = SmtpClient.builder("mail.example.org", 587)
        .credentials(Credentials.password("ann", System.getenv("SMTP_PASSWORD")))
        .deadline(Duration.ofMinutes(1)) // for the whole call
        .build();
    var message = Message.builder().from("Ann <ann@example.org>").to("bob@example.net")
        .subject("Hi").text("Hello Bob\n").build();
    try {
      SendResult result = client.send(message);
      result.accepted().forEach(accepted -> System.out.println("accepted: " + accepted));
      result.refused().forEach(refused -> System.err.println("refused: " + refused));
    } catch (SmtpException e) {
      System.err.println(e.getMessage() + "; what next: " + e.recovery());
    }
  }
}
