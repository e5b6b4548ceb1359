package smtp.message;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static smtp.message.support.Refusals.assertRefused;

import java.net.URI;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.message.peer.Reader;
import smtp.message.peer.Reading;
import smtp.message.support.Written;

class MessageTest {

  private static MessageBuilder hello() {
    return Message.builder()
        .from("Ann <ann@example.org>")
        .to("bob@example.net")
        .subject("Hi")
        .text("Hello");
  }

  @Test
  @Tag("S122")
  void simpleMessageIsWrittenWithoutAnyEncoding() {
    Message message =
        hello()
            .date(OffsetDateTime.parse("2026-03-01T09:05:07+01:00"))
            .messageId("1@example.org")
            .build();
    assertEquals(
        """
        Date: Sun, 1 Mar 2026 09:05:07 +0100\r
        From: Ann <ann@example.org>\r
        To: bob@example.net\r
        Message-ID: <1@example.org>\r
        Subject: Hi\r
        MIME-Version: 1.0\r
        Content-Type: text/plain; charset=utf-8\r
        Content-Transfer-Encoding: 7bit\r
        \r
        Hello\r
        """,
        Written.of(message).text());
  }

  @Test
  void sameMessageIsWrittenAsTheSameBytes() {
    Message message = hello().build();
    assertArrayEquals(Written.of(message).bytes(), Written.of(message).bytes());
  }

  @Test
  void messageIdIsNewForEachMessageAndHasTheSendersDomain() {
    Message one = hello().sender("desk@bücher.example").build();
    assertTrue(one.messageId().endsWith("@xn--bcher-kva.example>"), one.messageId());
    assertNotEquals(one.messageId(), one.toBuilder().build().messageId());
    assertEquals("<given@x>", hello().messageId("given@x").build().toBuilder().build().messageId());
  }

  @Test
  void messageIdHasAReservedDomainIfTheSenderHasNoAsciiDomain() {
    for (String sender : List.of("postmaster", "jörg@straße.de")) {
      String id = hello().sender(sender).build().messageId();
      assertTrue(id.endsWith("@message.invalid>"), id);
    }
  }

  @Test
  void dateIsTheTimeOfBuilding() {
    OffsetDateTime before = OffsetDateTime.now(ZoneOffset.UTC).minusSeconds(2);
    OffsetDateTime date =
        OffsetDateTime.parse(Written.of(hello().build()).field("Date"), RFC_1123_DATE_TIME);
    assertTrue(date.isAfter(before) && date.isBefore(before.plusMinutes(5)), date.toString());
  }

  @Test
  @Tag("S122")
  void sizeIsTheNumberOfBytes() {
    for (String text : List.of("", "Hello", "Grüße\n", "x".repeat(2000), "日本語".repeat(999))) {
      Content content = hello().text(text).build().content();
      assertEquals(Written.of(content).bytes().length, content.size().orElseThrow());
      Content sevenBit = content.sevenBit().orElseThrow();
      assertEquals(Written.of(sevenBit).bytes().length, sevenBit.size().orElseThrow());
    }
  }

  @Test
  void textTakesTheShortestEncodingThatTheFormAllows() {
    assertEncoded("plain", "7bit", "7bit");
    assertEncoded("Viele Grüße aus dem Norden", "8bit", "quoted-printable");
    assertEncoded("日本語のテキスト", "8bit", "base64");
    assertEncoded("x".repeat(998), "7bit", "7bit");
    assertEncoded("x".repeat(999), "quoted-printable", "quoted-printable");
    assertEncoded("ü".repeat(499), "8bit", "base64");
    assertEncoded("ü".repeat(500), "base64", "base64");
    assertEncoded("nul \0 in text", "quoted-printable", "quoted-printable");
  }

  private static void assertEncoded(String text, String inEightBit, String inSevenBit) {
    Message message = hello().text(text).build();
    Content content = message.content();
    assertEquals(inEightBit, Written.of(content).field("Content-Transfer-Encoding"));
    assertEquals(inEightBit.equals("8bit"), content.encoding() == Content.Encoding.EIGHT_BIT);
    Content sevenBit = content.sevenBit().orElseThrow();
    assertEquals(inSevenBit, Written.of(sevenBit).field("Content-Transfer-Encoding"));
    assertEquals(Content.Encoding.SEVEN_BIT, sevenBit.encoding());
    assertTrue(US_ASCII.newEncoder().canEncode(Written.of(sevenBit).text()));
  }

  @Test
  void everyLineEndBecomesCrlf() {
    assertEquals(
        "a\r\nb\r\nc\r\n\r\nd\r\n", Written.of(hello().text("a\nb\rc\r\n\nd").build()).body());
    for (String lineEnd : List.of("\n", "\r", "\r\n")) {
      assertEquals("\r\na\r\n", Written.of(hello().text(lineEnd + "a").build()).body());
    }
  }

  @Test
  @Tag("S123")
  void bccIsInTheEnvelopeAndNeverWritten() {
    Message message =
        hello().bcc("carol@example.com").header("Resent-bcc", "dan@example.com").build();
    assertEquals(
        "[bob@example.net, carol@example.com]", message.envelope().recipients().toString());
    assertNoTrace(Written.of(message));
    assertNoTrace(Written.of(message.toBuilder().build()));
  }

  /** Looks for the fields and their addresses, as a random Message-ID may well contain "bcc". */
  private static void assertNoTrace(Written written) {
    assertFalse(written.hasField("Bcc") || written.hasField("Resent-Bcc"), written.text());
    assertFalse(written.text().contains("example.com"), written.text());
  }

  @Test
  @Tag("S118")
  @Tag("S119")
  void envelopeIsFromSenderToEveryRecipientOnce() {
    Message message =
        hello()
            .from("second@example.org")
            .sender("Desk <desk@example.org>")
            .to(AddressGroup.of("Friends", "Cy <cy@example.net>", "bob@example.net"))
            .cc("dan@example.net")
            .header("CC", "eve@example.net, Fay <fay@example.net>")
            .bcc("cy@example.net")
            .build();
    assertEquals("desk@example.org", message.envelope().sender().toString());
    assertEquals(
        "[bob@example.net, cy@example.net, dan@example.net, eve@example.net, fay@example.net]",
        message.envelope().recipients().toString());
  }

  @Test
  @Tag("S118")
  void envelopeIsFromTheAuthorWithoutASenderAndSeveralAuthorsNeedOne() {
    assertEquals("ann@example.org", hello().build().envelope().sender().toString());
    MessageBuilder two = hello().from("b@example.org");
    assertThrows(IllegalStateException.class, two::build);
    assertEquals(
        "b@example.org", two.sender("b@example.org").build().envelope().sender().toString());
    MessageBuilder resent = hello().header("Resent-From", "a@b, c@d");
    assertThrows(IllegalStateException.class, resent::build);
    resent.header("Resent-Sender", "a@b").build();
  }

  @Test
  @Tag("S100")
  void envelopeThatWasSetWins() {
    Envelope envelope = Envelope.of("bounce@example.org", "other@example.net");
    assertEquals(envelope, hello().envelope(envelope).build().envelope());
    Message message = hello().build();
    assertEquals(envelope, message.withEnvelope(envelope).envelope());
    assertArrayEquals(
        Written.of(message).bytes(), Written.of(message.withEnvelope(envelope)).bytes());
  }

  @Test
  @Tag("S120")
  void envelopeFollowsFromResentFieldsIfThereIsAResentDate() {
    MessageBuilder builder =
        hello().header("Resent-From", "Re <re@example.org>").header("Resent-To", "x@example.com");
    assertEquals("ann@example.org", builder.build().envelope().sender().toString());
    Envelope resent =
        builder.header("Resent-Date", "Tue, 3 Jun 2025 11:05:30 +0200").build().envelope();
    assertEquals("re@example.org", resent.sender().toString());
    assertEquals("[x@example.com]", resent.recipients().toString());
  }

  @Test
  @Tag("P80")
  void emptyCcIsIgnored() {
    Message message = hello().header("Cc", "").build();
    assertFalse(Written.of(message).hasField("Cc"));
    assertEquals("[bob@example.net]", message.envelope().recipients().toString());
  }

  @Test
  @Tag("P77")
  void messageWithoutAuthorIsNotBuilt() {
    assertThrows(IllegalStateException.class, () -> Message.builder().to("a@b").build());
  }

  @Test
  @Tag("P78")
  void messageWithoutRecipientHasNoEnvelope() {
    Message template = Message.builder().from("ann@example.org").build();
    assertThrows(IllegalStateException.class, template::envelope);
    assertEquals("[a@b]", template.withRecipients("a@b").envelope().recipients().toString());
  }

  @Test
  void withRecipientsReplacesAllRecipients() {
    Message message = hello().cc("c@x").bcc("b@x").build().withRecipients("Dan <dan@example.net>");
    assertEquals("Dan <dan@example.net>", Written.of(message).field("To"));
    assertFalse(Written.of(message).hasField("Cc"));
    assertEquals("[dan@example.net]", message.envelope().recipients().toString());
    Envelope verp = Envelope.of("bounce+1@example.org", "x@y");
    assertEquals(
        "Envelope[<bounce+1@example.org> -> <z@y>]",
        hello().envelope(verp).build().withRecipients("z@y").envelope().toString());
  }

  @Test
  @Tag("S124")
  void nonAsciiLocalPartNeedsUtf8AndStaysAsItIs() {
    Message message = hello().to("Jürgen <jürgen@bücher.example>").build();
    Content content = message.content();
    assertTrue(content.requiresUtf8());
    assertEquals(Content.Encoding.EIGHT_BIT, content.encoding());
    assertTrue(content.sevenBit().isEmpty());
    assertEquals(
        "bob@example.net, =?UTF-8?Q?J=C3=BCrgen?= <jürgen@bücher.example>",
        Written.of(message).field("To"));
    Message blind = hello().bcc("jürgen@bücher.example").build();
    assertFalse(blind.content().requiresUtf8());
    assertTrue(blind.envelope().requiresUtf8());
  }

  @Test
  void groupsAreWrittenAsTheyAreRead() throws Exception {
    AddressList list =
        AddressList.of(
            List.of(
                AddressGroup.of("Friends", "Ann <a@b>", "c@d", "\"E, F\" <e@f>"),
                AddressGroup.of("Empty"),
                AddressGroup.of("Früh", "g@h"),
                Address.of("i@j")));
    Message message = Message.builder().from("a@b").addresses("To", list).build();
    assertEquals(
        "Friends: Ann <a@b>, c@d, \"E, F\" <e@f>;, Empty:;," + " =?UTF-8?B?RnLDvGg=?= : g@h;, i@j",
        Written.of(message).field("To"));
    assertEquals(list, AddressList.parse(Written.of(message).field("To")));
    byte[] bytes = Written.of(message).bytes();
    for (Reader reader : Reader.inJava()) {
      assertEquals(
          List.of("a@b", "c@d", "e@f", "g@h", "i@j"),
          reader.read(bytes).to().stream().map(Reading.Person::mailbox).toList());
    }
  }

  @Test
  void nonAsciiDomainIsWrittenAsAnALabel() {
    Message message = hello().to("a@bücher.example").build();
    assertFalse(message.content().requiresUtf8());
    assertTrue(Written.of(message).field("To").endsWith("a@xn--bcher-kva.example"));
    assertThrows(IllegalArgumentException.class, () -> hello().to("a@straße.de"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nX: y", "a\nX: y", "a\rX: y", "\r\n", "a\0b", "a\r\n b"})
  void lineEndsAndNulAreRefusedWithTheNameOfTheField(String bad) {
    MessageBuilder builder = hello();
    assertRefused("Subject", () -> builder.subject(bad));
    assertRefused("Message-ID", () -> builder.messageId(bad));
    assertRefused("In-Reply-To", () -> builder.inReplyTo("a@b", bad));
    assertRefused("References", () -> builder.references(bad));
    assertRefused("X-Test", () -> builder.header("X-Test", bad));
    assertRefused("header name", () -> builder.header(bad, "x"));
    assertRefused("display name", () -> Address.of(bad, "a@b"));
    assertRefused("group name", () -> AddressGroup.of(bad, List.of()));
    assertRefused("address", () -> builder.to(bad));
    assertRefused("address", () -> builder.from("\"" + bad + "\" <a@b>"));
    assertRefused("Cc", () -> builder.header("Cc", bad));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "X:", "X Y", "X-Ü", "Content-Type", "mime-version", "Return-Path"})
  void headerNameThatIsInvalidOrReservedIsRefused(String name) {
    assertRefused("header name", () -> hello().header(name, "x"));
  }

  @Test
  void headerWithItsOwnMethodIsSetAsThatMethodDoes() {
    Message message =
        hello()
            .header("subject", "Second")
            .header("message-id", " <2@x> ")
            .header("Date", "Tue, 3 Jun 2025 11:05:30 +0200")
            .header("Sender", "desk@example.org")
            .header("References", "<a@x> <b@x>")
            .header("X-A", "1")
            .header("X-A", "2")
            .build();
    Written written = Written.of(message);
    assertEquals("Second", written.field("Subject"));
    assertEquals("<2@x>", message.messageId());
    assertEquals("Tue, 3 Jun 2025 11:05:30 +0200", written.field("Date"));
    assertEquals("desk@example.org", message.envelope().sender().toString());
    assertEquals(2, written.fields().stream().map(Map.Entry::getKey).filter("X-A"::equals).count());
    assertRefused("Date", () -> hello().header("Date", "tomorrow"));
    assertRefused("Message-ID", () -> hello().header("Message-ID", "<a> <b>"));
  }

  @Test
  void removedHeaderCanBeSetAgain() {
    Message message = hello().build().toBuilder().removeHeader("TO").to("x@y").build();
    assertEquals("x@y", Written.of(message).field("To"));
  }

  @Test
  void builderCanBeUsedAgainWithoutChangingWhatItBuilt() {
    MessageBuilder builder = hello();
    Message first = builder.build();
    byte[] before = Written.of(first).bytes();
    builder.to("x@y").subject("Other").text("Other").build();
    assertArrayEquals(before, Written.of(first).bytes());
  }

  @Test
  void listAndPriorityFieldsAreWrittenAsTheirRfcsRequire() {
    URI web = URI.create("https://example.org/u?x=1");
    URI mail = URI.create("mailto:leave@example.org");
    Written written =
        Written.of(
            hello()
                .listUnsubscribeOneClick(web, mail)
                .priority(Priority.HIGH)
                .autoSubmitted("auto-generated")
                .build());
    assertEquals(
        "<https://example.org/u?x=1>, <mailto:leave@example.org>",
        written.field("List-Unsubscribe"));
    assertEquals("List-Unsubscribe=One-Click", written.field("List-Unsubscribe-Post"));
    assertEquals("high", written.field("Importance"));
    assertEquals("auto-generated", written.field("Auto-Submitted"));
    assertRefused("List-Unsubscribe", () -> hello().listUnsubscribeOneClick(mail));
    assertRefused("List-Unsubscribe", () -> hello().listUnsubscribe());
    assertRefused("List-Unsubscribe", () -> hello().listUnsubscribe(URI.create("/u")));
    URI idn = URI.create("https://bücher.example/größe");
    assertEquals(
        "<https://xn--bcher-kva.example/gr%C3%B6%C3%9Fe>",
        Written.of(hello().listUnsubscribe(idn).build()).field("List-Unsubscribe"));
    assertRefused("Auto-Submitted", () -> hello().autoSubmitted("a b"));
  }

  /** RFC 8689, section 5: the counterpart of REQUIRETLS is a header field. */
  @Test
  void tlsRequiredNoIsWritten() {
    Written written = Written.of(hello().header("TLS-Required", "No").build());
    assertEquals("No", written.field("TLS-Required"));
  }
}
