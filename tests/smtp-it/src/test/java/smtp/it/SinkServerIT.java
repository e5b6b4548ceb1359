package smtp.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import smtp.api.Content;
import smtp.api.Credentials;
import smtp.api.Envelope;
import smtp.api.Mail;
import smtp.api.MailSession;
import smtp.api.Parameter;
import smtp.api.TlsMode;
import smtp.core.SmtpClient;
import smtp.lmtp.LmtpClient;
import smtp.message.Message;
import smtp.message.Part;
import smtp.testkit.TestCertificates;
import smtp.testkit.sink.ReceivedMessage;
import smtp.testkit.sink.ReceivedPart;
import smtp.testkit.sink.SinkServer;

/** The sink of the test kit takes what this library and Angus Mail send, whatever it offers. */
class SinkServerIT {

  private static final String TEXT = "Subject: x\r\n\r\n.\r\n..\r\n.a\r\nend\r\n";
  private static final Mail MAIL =
      Mail.of(Envelope.of("ann@example.org", "bob@example.net"), Content.of(TEXT));

  static Stream<Arguments> offers() {
    List<String> all = List.of("PIPELINING", "CHUNKING", "8BITMIME", "SMTPUTF8", "DSN");
    return Stream.iterate(0, i -> i < 1 << all.size(), i -> i + 1)
        .map(bits ->
            Stream.iterate(0, i -> i < all.size(), i -> i + 1)
                .filter(i -> (bits >> i & 1) == 1)
                .map(all::get)
                .toList())
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("offers")
  void whateverIsOfferedTheSameContentArrives(List<String> extensions) throws Exception {
    SinkServer.Builder builder = SinkServer.builder().offerOnly(extensions.toArray(String[]::new));
    try (SinkServer server = builder.start();
        MailSession session = SmtpClient.builder(server.host(), server.port()).build().connect()) {
      session.send(MAIL);
      session.sendAll(Collections.nCopies(30, MAIL).iterator(), (mail, result, failure) -> {});
      List<ReceivedMessage> messages = server.await(31);
      assertTrue(messages.stream().allMatch(message -> message.source().equals(TEXT)));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = TlsMode.class,
      names = {"STARTTLS", "IMPLICIT"})
  void messageComesOverTlsFromAUser(TlsMode mode) throws Exception {
    SinkServer.Builder builder = SinkServer.builder().login("jürgen", "geheim");
    try (SinkServer server =
        (mode == TlsMode.IMPLICIT ? builder.implicitTls() : builder.startTls()).start()) {
      SmtpClient.builder(server.host(), server.port())
          .tls(mode)
          .sslContext(TestCertificates.trustingContext())
          .credentials(Credentials.password("jürgen", "geheim"))
          .build()
          .send(MAIL);
      ReceivedMessage.Session session = server.await(1).getFirst().session();
      assertTrue(session.secure());
      assertEquals(Optional.of("jürgen"), session.user());
    }
  }

  @Test
  void lmtpTakesAMessageForSeveralRecipients() throws Exception {
    try (SinkServer server = SinkServer.builder().lmtp().start()) {
      var result =
          LmtpClient.builder(server.host(), server.port())
              .tls(TlsMode.NONE)
              .build()
              .send(Mail.of(Envelope.of("", "a@example.net", "b@example.net"), Content.of(TEXT)));
      assertEquals(2, result.accepted().size());
      assertEquals(
          List.of("a@example.net", "b@example.net"), server.await(1).getFirst().recipients());
    }
  }

  @Test
  void builtMessageIsReadBackAsItWasMeant() throws Exception {
    byte[] picture = new byte[3000];
    new Random(1).nextBytes(picture);
    Message message =
        Message.builder()
            .from("Jürgen <ann@example.org>")
            .to("bob@example.net")
            .subject("Grüße aus Österreich, und noch viele weitere Wörter, die gefaltet werden")
            .text("Zeile mit ü\n.\n")
            .html("<p>ü</p>")
            .attach(Part.of("image/png", picture).withFileName("bild-größe.png"))
            .build();
    for (String[] offered :
        new String[][] {{}, {"8BITMIME"}, {"8BITMIME", "CHUNKING", "BINARYMIME"}}) {
      try (SinkServer server = SinkServer.builder().offerOnly(offered).start()) {
        SmtpClient.builder(server.host(), server.port()).build().send(message);
        ReceivedMessage came = server.await(1).getFirst();
        assertEquals(
            "Grüße aus Österreich, und noch viele weitere Wörter, die gefaltet werden",
            came.header("Subject").orElseThrow());
        assertEquals("Zeile mit ü\r\n.\r\n", came.text());
        assertEquals(Optional.of("<p>ü</p>"), came.text("text/html").map(String::strip));
        ReceivedPart part = came.parts().getLast();
        assertEquals(Optional.of("bild-größe.png"), part.fileName());
        assertArrayEquals(picture, part.bytes());
      }
    }
  }

  @Test
  void parametersAreKeptAsTheyWereSent() throws Exception {
    try (SinkServer server = SinkServer.start()) {
      Envelope envelope =
          Envelope.builder()
              .sender("ann@example.org")
              .parameter(Parameter.envid("a+b"))
              .recipient("jürgen@example.net", Parameter.notifyNever())
              .build();
      SmtpClient.builder(server.host(), server.port())
          .build()
          .send(Mail.of(envelope, Content.of("Subject: ü\r\n\r\nü".getBytes(UTF_8))));
      ReceivedMessage message = server.await(1).getFirst();
      assertEquals("a+2Bb", message.parameters().get("ENVID"));
      assertEquals("NEVER", message.recipientDetails().getFirst().parameters().get("NOTIFY"));
      assertEquals(List.of("jürgen@example.net"), message.recipients());
      assertEquals("ü", message.header("Subject").orElseThrow());
    }
  }

  @Test
  void angusMailSends() throws Exception {
    try (SinkServer server = SinkServer.start()) {
      Properties properties = new Properties();
      properties.put("mail.smtp.host", server.host());
      properties.put("mail.smtp.port", String.valueOf(server.port()));
      properties.put("mail.smtp.from", "ann@example.org");
      MimeMessage message =
          new MimeMessage(
              Session.getInstance(properties), new ByteArrayInputStream(TEXT.getBytes(UTF_8)));
      message.setRecipients(jakarta.mail.Message.RecipientType.TO, "bob@example.net");
      Transport.send(message);
      ReceivedMessage came = server.await(1).getFirst();
      assertEquals("ann@example.org", came.sender());
      assertTrue(came.source().endsWith("\r\n\r\n.\r\n..\r\n.a\r\nend\r\n"), came.source());
    }
  }
}
