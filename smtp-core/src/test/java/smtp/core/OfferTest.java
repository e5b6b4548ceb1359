package smtp.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Extension;
import smtp.api.Mail;
import smtp.api.Parameter;
import smtp.api.SmtpNotSupportedException;
import smtp.api.SmtpSession;
import smtp.core.Play.Outcome;

/**
 * What is declared to a server depends on what it offers, and what it does not offer is not used.
 */
class OfferTest {

  /** Sends one message, and expects this MAIL command and content. */
  private static void assertDeclared(
      Arrival arrival, String[] extensions, Mail mail, String parameters, String data)
      throws Exception {
    String script =
        Play.hello(extensions)
            + "C: MAIL FROM:<a@example.org>"
            + parameters
            + "\nS: 250 ok\nC: RCPT TO:<b@example.net>\nS: 250 ok\nC: DATA\nS: 354 go\n"
            + data
            + "S: 250 ok\n";
    Outcome outcome = arrival.send(script, mail);
    assertEquals("Accepted 250", outcome.recipients());
  }

  private static Extension missing(Mail mail, String... extensions) throws Exception {
    Outcome outcome =
        Play.sendAtEveryCut(Play.hello(extensions) + "C: QUIT\nS: 221 bye\nEOF\n", mail);
    assertEquals("NotSent", outcome.recipients());
    assertTrue(outcome.open());
    return outcome.failure(SmtpNotSupportedException.class).extension();
  }

  private static String[] offers(String... extensions) {
    return extensions;
  }

  @ParameterizedTest
  @CsvSource({
    "'a\nb\n',        6",
    "'a\r\nb',        6",
    "'.\n..\n',       7",
    "'\r\r\n\n',      6",
    "'',              0",
  })
  @Tag("S104")
  void sizeIsThatOfTheNormalizedContent(String text, int size) throws Exception {
    String script =
        Play.hello("SIZE")
            + "C: MAIL FROM:<a@example.org> SIZE="
            + size
            + "\nS: 250 ok\nC: RCPT TO:<b@example.net>\nS: 250 ok\nC: DATA\nS: 354 go\nDATA *\n"
            + "S: 250 ok\n";
    try (var server = Play.server(script);
        SmtpSession session = Play.client(server).connect()) {
      Play.send(session, Play.mail(Content.of(text)));
      server.assertCompleted();
      assertEquals(size, server.received().contents().getFirst().length);
    }
  }

  @ParameterizedTest
  @EnumSource
  void sizeIsNotDeclaredIfItIsNotOfferedOrNotKnown(Arrival arrival) throws Exception {
    assertDeclared(arrival, offers(), Play.mail("b@example.net"), "", Play.DATA);
    Content unknown =
        Content.of(
            Content.Encoding.SEVEN_BIT,
            out -> out.write(Play.TEXT.getBytes(StandardCharsets.US_ASCII)));
    assertDeclared(arrival, offers("SIZE 1"), Play.mail(unknown), "", Play.DATA);
  }

  @Test
  @Tag("S104")
  void contentThatIsTooLargeIsRefusedBeforeMail() throws Exception {
    assertEquals(Extension.SIZE, missing(Play.mail("b@example.net"), "SIZE 21"));
    assertDeclared(
        Arrival.AT_EVERY_CUT, offers("SIZE 22"), Play.mail("b@example.net"), " SIZE=22", Play.DATA);
    assertDeclared(
        Arrival.AT_EVERY_CUT, offers("SIZE 0"), Play.mail("b@example.net"), " SIZE=22", Play.DATA);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("S101")
  @Tag("P44")
  void eightBitContentIsDeclared(Arrival arrival) throws Exception {
    Mail eight = Play.mail(Content.of("é\n"));
    assertDeclared(arrival, offers("8BITMIME"), eight, " BODY=8BITMIME", "DATA\né\n.\n");
    assertDeclared(arrival, offers("8BITMIME"), Play.mail(Content.of("e\n")), "", "DATA\ne\n.\n");
  }

  @Test
  @Tag("P24")
  void eightBitContentNeedsTheExtension() throws Exception {
    assertEquals(Extension.EIGHTBITMIME, missing(Play.mail(Content.of("é\n")), "PIPELINING"));
  }

  /** A content with a second form. */
  private record TwoForms(Encoding encoding) implements Content {
    @Override
    public void writeTo(OutputStream out) throws Exception {
      out.write("é\n".getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Optional<Content> sevenBit() {
      return Optional.of(Content.of("=C3=A9\n"));
    }
  }

  @Test
  void sevenBitFormIsSentIfEightBitIsNotOffered() throws Exception {
    Mail eight = Play.mail(new TwoForms(Content.Encoding.EIGHT_BIT));
    assertDeclared(Arrival.AT_EVERY_CUT, offers("SIZE"), eight, " SIZE=8", "DATA\n=C3=A9\n.\n");
    assertDeclared(
        Arrival.AT_EVERY_CUT, offers("8BITMIME"), eight, " BODY=8BITMIME", "DATA\né\n.\n");
    Mail binary = Play.mail(new TwoForms(Content.Encoding.BINARY));
    assertDeclared(
        Arrival.AT_EVERY_CUT, offers("8BITMIME", "BINARYMIME"), binary, "", "DATA\n=C3=A9\n.\n");
  }

  private static Mail to(String sender, String recipient) {
    return Mail.of(Envelope.of(sender, recipient), Content.of(Play.TEXT));
  }

  @ParameterizedTest
  @EnumSource
  @Tag("S14")
  @Tag("S110")
  @Tag("S125")
  void addressIsSentAsUtf8WithSmtpUtf8(Arrival arrival) throws Exception {
    String script =
        Play.hello("SMTPUTF8", "8BITMIME")
            + "C: MAIL FROM:<ä@bücher.example> SMTPUTF8\nS: 250 ok\n"
            + "C: RCPT TO:<b@straße.example>\nS: 250 ok\nC: DATA\nS: 354 go\n"
            + Play.DATA
            + "S: 250 ok\n";
    Outcome outcome = arrival.send(script, to("ä@bücher.example", "b@straße.example"));
    assertEquals("Accepted 250", outcome.recipients());
  }

  @ParameterizedTest
  @CsvSource({"ä@example.org, b@example.net", "a@example.org, ä@example.net"})
  @Tag("S115")
  @Tag("S124")
  void localPartThatNeedsSmtpUtf8IsRefusedWithoutIt(String sender, String recipient)
      throws Exception {
    assertEquals(Extension.SMTPUTF8, missing(to(sender, recipient), "8BITMIME"));
  }

  @Test
  void headerThatNeedsSmtpUtf8IsRefusedWithoutIt() throws Exception {
    Content utf8 =
        new Content() {
          @Override
          public void writeTo(OutputStream out) throws Exception {
            out.write("Subject: é\n".getBytes(StandardCharsets.UTF_8));
          }

          @Override
          public Encoding encoding() {
            return Encoding.EIGHT_BIT;
          }

          @Override
          public boolean requiresUtf8() {
            return true;
          }
        };
    assertEquals(Extension.SMTPUTF8, missing(Play.mail(utf8), "8BITMIME"));
    assertDeclared(
        Arrival.AT_EVERY_CUT,
        offers("8BITMIME", "SMTPUTF8"),
        Play.mail(utf8),
        " BODY=8BITMIME SMTPUTF8",
        "DATA\nSubject: é\n.\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "SMTPUTF8"})
  void internationalDomainIsSentInAsciiWithoutSmtpUtf8(String offer) throws Exception {
    String script =
        (offer.isEmpty() ? Play.hello() : Play.hello(offer))
            + "C: MAIL FROM:<a@xn--bcher-kva.example>\nS: 250 ok\n"
            + "C: RCPT TO:<b@xn--bcher-kva.example>\nS: 250 ok\nC: DATA\nS: 354 go\n"
            + Play.DATA
            + "S: 250 ok\n";
    Outcome outcome = Play.sendAtEveryCut(script, to("a@bücher.example", "b@BÜCHER.example"));
    assertEquals("Accepted 250", outcome.recipients());
  }

  @Test
  void ambiguousDomainIsRefusedBeforeMail() throws Exception {
    String script = Play.hello() + "C: NOOP\nS: 250 ok\n";
    try (var server = Play.server(script);
        SmtpSession session = Play.client(server).connect()) {
      Mail mail = to("a@example.org", "b@straße.example");
      assertThrows(SmtpNotSupportedException.class, () -> session.send(mail));
      session.noop();
      server.assertCompleted();
    }
  }

  @ParameterizedTest
  @CsvSource({"DSN", "MT-PRIORITY", "REQUIRETLS", "DELIVERBY", "FUTURERELEASE"})
  @Tag("S105")
  @Tag("P37")
  void parameterOfAnExtensionThatIsNotOfferedIsNotSent(String keyword) throws Exception {
    Parameter parameter =
        switch (keyword) {
          case "DSN" -> Parameter.retHeaders();
          case "MT-PRIORITY" -> Parameter.mtPriority(3);
          case "REQUIRETLS" -> Parameter.requireTls();
          case "DELIVERBY" ->
              Parameter.deliverBy(java.time.Duration.ofSeconds(9), Parameter.Late.RETURN);
          default -> Parameter.holdFor(java.time.Duration.ofSeconds(9));
        };
    Mail mail =
        Mail.of(
            Envelope.builder()
                .sender("a@example.org")
                .parameter(parameter)
                .recipient("b@example.net")
                .build(),
            Content.of(Play.TEXT));
    assertEquals(new Extension(keyword), missing(mail, "SIZE"));
  }

  @Test
  @Tag("P43")
  void parameterOfARecipientIsCheckedBeforeMail() throws Exception {
    Mail mail =
        Mail.of(
            Envelope.builder()
                .sender("a@example.org")
                .recipient("b@example.net", Parameter.notifyNever())
                .build(),
            Content.of(Play.TEXT));
    assertEquals(Extension.DSN, missing(mail, "PIPELINING"));
    String script =
        Play.hello("DSN")
            + "C: MAIL FROM:<a@example.org>\nS: 250 ok\n"
            + "C: RCPT TO:<b@example.net> NOTIFY=NEVER\nS: 250 ok\nC: DATA\nS: 354 go\n"
            + Play.DATA
            + "S: 250 ok\n";
    assertEquals("Accepted 250", Play.sendAtEveryCut(script, mail).recipients());
  }
}
