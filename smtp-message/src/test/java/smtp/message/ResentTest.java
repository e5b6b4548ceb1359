package smtp.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import smtp.api.Envelope;
import smtp.message.support.Written;

/** Which fields name the recipients of a message that was resent, once or more than once. */
class ResentTest {

  private static final String DATE = "Tue, 3 Jun 2025 11:05:30 +0200";
  private static final String LATER = "Wed, 4 Jun 2025 11:05:30 +0200";

  private static MessageBuilder resent() {
    return Message.builder()
        .from("ann@example.org")
        .to("bob@example.net")
        .cc("cc@example.net")
        .header("Resent-Date", DATE)
        .header("Resent-From", "re@example.com")
        .header("Resent-To", "to@example.com")
        .header("Resent-Cc", "cc@example.com")
        .header("Resent-Bcc", "bcc@example.com")
        .text("Hi");
  }

  private static MessageBuilder resentTwice() {
    return resent()
        .header("resent-date", LATER)
        .header("Resent-To", "later@example.com")
        .header("Resent-From", "re2@example.com");
  }

  private static StoredMessage stored(String text) throws IOException {
    return Message.read(text.replace("\n", "\r\n").getBytes(UTF_8));
  }

  @Test
  void otherRecipientsReplaceThoseOfTheResentFields() {
    for (Message message :
        List.of(
            resent().build().withRecipients("dan@example.org"),
            resent().build().withRecipients("x@example.org").withRecipients("dan@example.org"))) {
      assertEquals(
          "Envelope[<re@example.com> -> <dan@example.org>]", message.envelope().toString());
      Written written = Written.of(message);
      assertEquals("dan@example.org", written.field("Resent-To"));
      assertFalse(written.hasField("Resent-Cc"));
      assertEquals("bob@example.net", written.field("To"));
      assertEquals("cc@example.net", written.field("Cc"));
    }
  }

  @Test
  void otherRecipientsAreThoseOfTheEnvelopeAndOfTheHeaderAlike() {
    for (MessageBuilder builder : List.of(resent(), resent().removeHeader("Resent-Date"))) {
      Message followed = builder.build().withRecipients("dan@example.org");
      Envelope set = Envelope.of("bounce@example.org", "old@example.org");
      Message given = builder.envelope(set).build().withRecipients("dan@example.org");
      assertEquals(followed.envelope().recipients(), given.envelope().recipients());
      String name = Written.of(given).text().contains("Resent-Date") ? "Resent-To" : "To";
      assertEquals("dan@example.org", Written.of(given).field(name));
    }
  }

  @Test
  @Tag("S121")
  void builtMessageKeepsItsBlocksApartAndHasNoEnvelope() {
    Message message = resentTwice().build();
    assertThrows(IllegalStateException.class, message::envelope);
    assertThrows(IllegalStateException.class, () -> message.withRecipients("dan@example.org"));
    Envelope explicit = Envelope.of("a@b", "c@d");
    assertEquals(explicit, message.withEnvelope(explicit).envelope());
    List<String> names =
        Written.of(message).headerLines().stream()
            .filter(line -> line.startsWith("Resent-") || line.startsWith("resent-"))
            .map(line -> line.replaceAll("@.*|, .*", ""))
            .toList();
    assertEquals(
        List.of(
            "resent-date: Wed",
            "Resent-To: later",
            "Resent-From: re2",
            "Resent-Date: Tue",
            "Resent-From: re",
            "Resent-To: to",
            "Resent-Cc: cc"),
        names);
    assertTrue(message.messageId().endsWith("@example.org>"), message.messageId());
  }

  @Test
  void addressesAreAddedToTheLatestBlock() {
    Message once = resent().addresses("Resent-To", AddressList.parse("to2@example.com")).build();
    assertEquals(
        "[to@example.com, to2@example.com, cc@example.com, bcc@example.com]",
        once.envelope().recipients().toString());
    Message twice =
        resentTwice()
            .addresses("Resent-To", AddressList.parse("to2@example.com"))
            .addresses("Resent-Cc", AddressList.parse("cc2@example.com"))
            .build();
    String text = Written.of(twice).text();
    assertTrue(text.contains("\r\nResent-To: later@example.com, to2@example.com\r\n"), text);
    assertTrue(text.contains("\r\nResent-Cc: cc2@example.com\r\nResent-Date: Tue"), text);
  }

  @Test
  @Tag("S121")
  void blocksAreToldApartByAnyFieldThatOccursAgain() throws IOException {
    String header = "From: a@b\nTo: c@d\n";
    for (String block :
        List.of(
            "Resent-Date: " + DATE + "\nResent-From: e@f\nResent-To: g@h\n",
            "Resent-From: e@f\nResent-To: g@h\n",
            "resent-bcc: g@h\n")) {
      String whole = "Resent-Date: " + DATE + "\nResent-From: i@j\nResent-To: k@l\nResent-Bcc:\n";
      assertThrows(IllegalStateException.class, stored(block + whole + header)::envelope);
      assertThrows(IllegalStateException.class, stored(header + whole + block)::envelope);
    }
  }

  @Test
  void addressThatIsNotNeededNeedNotBeParsed() throws IOException {
    StoredMessage message =
        stored(
            "Resent-Date: " + DATE + "\nResent-From: a@b\nResent-To: c@d\nFrom: ???\nTo: a b c\n");
    assertEquals("Envelope[<a@b> -> <c@d>]", message.envelope().toString());
    assertThrows(IllegalStateException.class, stored("From: a@b\nTo: a b c\n")::envelope);
  }
}
