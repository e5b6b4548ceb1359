package smtp.jakarta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.util.ByteArrayDataSource;
import java.util.List;
import java.util.Map;
import org.apache.commons.mail2.core.EmailException;
import org.apache.commons.mail2.jakarta.HtmlEmail;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.simplejavamail.MailException;
import org.simplejavamail.api.mailer.Mailer;
import org.simplejavamail.api.mailer.config.TransportStrategy;
import org.simplejavamail.email.EmailBuilder;
import org.simplejavamail.mailer.MailerBuilder;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;

/** Programs that send through Jakarta Mail send through this library, without a change. */
class UsersTest {

  private static final List<String> ALL = List.of("8BITMIME", "SIZE 1000000", "AUTH PLAIN");

  private RuleServer server;

  private RuleServer start(Map<String, String> rules) throws Exception {
    server = RuleServer.start(ALL, rules);
    return server;
  }

  @AfterEach
  void close() throws Exception {
    server.close();
  }

  /** Angus Mail announces no size. */
  private void assertSentByThisLibrary(String... parts) {
    assertTrue(server.envelope().getFirst().contains(" SIZE="), server.envelope()::toString);
    for (String part : parts) {
      assertTrue(server.contents().getFirst().contains(part), server.contents()::toString);
    }
  }

  // --- Spring

  private JavaMailSenderImpl spring() {
    JavaMailSenderImpl sender = new JavaMailSenderImpl();
    sender.setHost("localhost");
    sender.setPort(server.port());
    return sender;
  }

  private static SimpleMailMessage springMessage() {
    SimpleMailMessage message = new SimpleMailMessage();
    message.setFrom("ann@example.org");
    message.setTo("bob@example.net");
    message.setSubject("Hi");
    message.setText("Hello");
    return message;
  }

  @Test
  void springSendsSeveralMessagesOverOneConnection() throws Exception {
    start(Map.of());
    spring().send(springMessage(), springMessage());
    assertSentByThisLibrary("Hello");
    assertEquals(2, server.contents().size());
    assertEquals(1, server.commands().stream().filter(line -> line.startsWith("EHLO")).count());
    assertInstanceOf(SmtpTransport.class, spring().getSession().getTransport("smtp"));
  }

  @Test
  void springSendsHtmlWithPictureAndAttachment() throws Exception {
    start(Map.of());
    MimeMessage message = spring().createMimeMessage();
    MimeMessageHelper helper = new MimeMessageHelper(message, true, "UTF-8");
    helper.setFrom("ann@example.org");
    helper.setTo("bob@example.net");
    helper.setSubject("Grüße");
    helper.setText("plain", "<p>html <img src='cid:logo'></p>");
    helper.addInline("logo", new ByteArrayResource(new byte[100]), "image/png");
    helper.addAttachment("report.pdf", new ByteArrayResource(new byte[100]), "application/pdf");
    spring().send(message);
    assertSentByThisLibrary("cid:logo", "Content-ID: <logo>", "report.pdf", "=?UTF-8?");
  }

  @Test
  void springTellsWhichMessageFailed() throws Exception {
    start(Map.of("RCPT TO:<bob", "550 5.1.1 unknown"));
    SimpleMailMessage bad = springMessage();
    SimpleMailMessage good = springMessage();
    good.setTo("carol@example.net");
    MailSendException failure =
        assertThrows(MailSendException.class, () -> spring().send(bad, good));
    assertEquals(Map.of(bad, failure.getFailedMessages().get(bad)), failure.getFailedMessages());
    SendFailedException cause =
        assertInstanceOf(SendFailedException.class, failure.getFailedMessages().get(bad));
    assertEquals("bob@example.net", cause.getInvalidAddresses()[0].toString());
    assertEquals(1, server.contents().size());
  }

  @Test
  void springTellsThatTheLoginWasRefused() throws Exception {
    start(Map.of("AUTH", "535 5.7.8 bad credentials"));
    JavaMailSenderImpl sender = spring();
    sender.setUsername("ann");
    sender.setPassword("secret");
    MailAuthenticationException failure =
        assertThrows(MailAuthenticationException.class, () -> sender.send(springMessage()));
    assertInstanceOf(AuthenticationFailedException.class, failure.getCause());
    assertTrue(failure.getCause().getMessage().startsWith("535"), failure.getCause()::toString);
  }

  @Test
  void springTestsTheConnection() throws Exception {
    start(Map.of());
    spring().testConnection();
    assertTrue(server.commands().stream().anyMatch(line -> line.startsWith("EHLO")));
  }

  // --- Simple Java Mail

  private Mailer simple() {
    return MailerBuilder.withSMTPServer("localhost", server.port())
        .withTransportStrategy(TransportStrategy.SMTP)
        .buildMailer();
  }

  @Test
  void simpleJavaMailSendsHtmlWithPictureAndAttachment() throws Exception {
    start(Map.of());
    var sent =
        simple()
            .sendMail(
                EmailBuilder.startingBlank()
                    .from("Ann", "ann@example.org")
                    .to("Bob", "bob@example.net")
                    .withSubject("Grüße")
                    .withPlainText("plain")
                    .withHTMLText("<p>html <img src='cid:logo'></p>")
                    .withEmbeddedImage("logo", new byte[100], "image/png")
                    .withAttachment("report.pdf", new byte[100], "application/pdf")
                    .buildEmail());
    sent.get();
    assertSentByThisLibrary("cid:logo", "report.pdf");
  }

  @Test
  void simpleJavaMailTellsARefusal() throws Exception {
    start(Map.of("RCPT", "550 5.1.1 unknown"));
    var email =
        EmailBuilder.startingBlank()
            .from("ann@example.org")
            .to("bob@example.net")
            .withSubject("Hi")
            .withPlainText("Hello")
            .buildEmail();
    MailException failure = assertThrows(MailException.class, () -> simple().sendMail(email));
    assertInstanceOf(SendFailedException.class, failure.getCause());
  }

  // --- Commons Email

  private HtmlEmail commons() throws EmailException {
    HtmlEmail email = new HtmlEmail();
    email.setHostName("localhost");
    email.setSmtpPort(server.port());
    email.setFrom("ann@example.org");
    email.addTo("bob@example.net");
    email.setSubject("Hi");
    email.setTextMsg("plain");
    return email;
  }

  @Test
  void commonsEmailSendsHtmlWithPictureAndAttachment() throws Exception {
    start(Map.of());
    HtmlEmail email = commons();
    String id = email.embed(new ByteArrayDataSource(new byte[100], "image/png"), "logo");
    email.setHtmlMsg("<p>html <img src='cid:" + id + "'></p>");
    email.attach(
        new ByteArrayDataSource(new byte[100], "application/pdf"), "report.pdf", "the report");
    email.send();
    assertSentByThisLibrary("cid:" + id, "report.pdf");
  }

  @Test
  void commonsEmailTellsARefusal() throws Exception {
    start(Map.of("RCPT", "550 5.1.1 unknown"));
    HtmlEmail email = commons();
    EmailException failure = assertThrows(EmailException.class, email::send);
    assertInstanceOf(SendFailedException.class, failure.getCause());
  }
}
