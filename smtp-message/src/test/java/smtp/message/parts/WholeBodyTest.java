package smtp.message.parts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Properties;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import smtp.api.Content;
import smtp.api.Mail;
import smtp.message.Message;
import smtp.message.MessageBuilder;
import smtp.message.Part;
import smtp.message.StoredMessage;
import smtp.message.support.Written;

/** A body that is finished, and a message that is not sent yet. */
@SuppressWarnings("StringConcatToTextBlock") // Every line end is written out
class WholeBodyTest {

  private static final String SIGNED =
      "Content-Type: multipart/signed; protocol=\"application/pgp-signature\";\r\n"
          + " micalg=pgp-sha256; boundary=s\r\n\r\n"
          + "--s\r\nContent-Type: text/plain\r\n\r\nPay 100  \r\n--s\r\n"
          + "Content-Type: application/pgp-signature\r\n\r\nabc\r\n--s--\r\n";

  private static MessageBuilder hello() {
    return Message.builder().from("ann@example.org").to("bob@example.net").subject("Hi");
  }

  private static MimeMessage read(byte[] message) throws Exception {
    Session session = Session.getInstance(new Properties());
    return new MimeMessage(session, new ByteArrayInputStream(message));
  }

  @Test
  void finishedEntityIsTheBodyByteForByte() throws Exception {
    Message message = hello().body(Part.raw(Content.of(SIGNED))).build();
    Written written = Written.of(message);
    assertTrue(written.text().endsWith("\r\nMIME-Version: 1.0\r\n" + SIGNED), written.text());
    assertEquals(written.bytes().length, message.content().size().orElseThrow());
    assertEquals(Content.Encoding.SEVEN_BIT, message.content().encoding());
    MimeMessage mime = read(written.bytes());
    assertEquals("Hi", mime.getSubject());
    assertTrue(mime.isMimeType("multipart/signed"), mime.getContentType());
    Multipart parts = (Multipart) mime.getContent();
    assertEquals(2, parts.getCount());
    assertEquals("Pay 100  ", parts.getBodyPart(0).getContent());
  }

  @Test
  void bodyInEightBitsHasNoSevenBitForm() {
    Content entity = Content.of(SIGNED.replace("100", "100 €"));
    Content content = hello().body(Part.raw(entity)).build().content();
    assertEquals(Content.Encoding.EIGHT_BIT, content.encoding());
    assertTrue(content.sevenBit().isEmpty());
  }

  @Test
  void singleDocumentMayBeTheBody() throws Exception {
    Message message = hello().body(Part.text("text/calendar; method=REPLY", "größe\n")).build();
    for (Written form : List.of(Written.of(message), Written.sevenBit(message))) {
      MimeMessage mime = read(form.bytes());
      assertTrue(mime.isMimeType("text/calendar"), mime.getContentType());
      assertEquals("größe\r\n", new String(mime.getInputStream().readAllBytes(), UTF_8));
    }
  }

  @Test
  void otherPartsBesideAWholeBodyAreRefused() {
    MessageBuilder whole = hello().body(Part.raw(Content.of(SIGNED)));
    Part part = Part.of("a", new byte[1]);
    List<UnaryOperator<MessageBuilder>> others =
        List.of(
            builder -> builder.text("x"),
            builder -> builder.html("x"),
            builder -> builder.alternative(part),
            builder -> builder.inline("x", part),
            builder -> builder.attach(part));
    for (UnaryOperator<MessageBuilder> other : others) {
      MessageBuilder both = other.apply(whole.build().toBuilder());
      assertThrows(IllegalStateException.class, both::build);
    }
  }

  @Test
  void draftKeepsItsBlindRecipientsAndIsSentWithoutThem() throws Exception {
    Message message =
        hello().bcc("Cy <cy@example.com>").header("Resent-Bcc", "dan@example.com").build();
    byte[] draft = Written.of(message.draft()).bytes();
    assertEquals(draft.length, message.draft().size().orElseThrow());
    assertEquals("Cy <cy@example.com>", read(draft).getHeader("Bcc")[0]);
    StoredMessage stored = Message.read(draft);
    assertEquals(message.envelope().toString(), stored.envelope().toString());
    for (Mail sent : List.of(message, stored)) {
      assertFalse(Written.of(sent).text().contains("example.com"));
    }
  }
}
