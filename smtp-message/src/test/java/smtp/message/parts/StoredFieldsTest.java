package smtp.message.parts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static smtp.message.support.Refusals.assertRefused;

import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import smtp.api.Mail;
import smtp.message.DkimSigner;
import smtp.message.Message;
import smtp.message.StoredMessage;
import smtp.message.support.DkimVerifier;
import smtp.message.support.Keys;
import smtp.message.support.Written;

/** Fields before those of a stored message. */
@SuppressWarnings("StringConcatToTextBlock") // Every line end is written out
class StoredFieldsTest {

  private static final String MESSAGE =
      "From: ann@example.org\r\nTo: bob@example.net\r\nSubject: =?x?= \r\n\r\nBody  \r\n";

  private static StoredMessage resent(StoredMessage message) throws Exception {
    return message
        .withHeader("Resent-Bcc", "eve@example.com")
        .withHeader("Resent-To", "\"Größe, D\" <dan@example.com>")
        .withHeader("Resent-From", "cy@example.com")
        .withHeader("Resent-Date", "Tue, 3 Jun 2025 11:05:30 +0200 (CEST)")
        .withHeader("Received", "by example.com; Tue, 3 Jun 2025 11:05:31 +0200");
  }

  @Test
  void fieldsStandBeforeTheMessageWhichStaysAsItIs() throws Exception {
    for (String text : List.of(MESSAGE, MESSAGE.replace("\r\n", "\n"))) {
      StoredMessage stored = resent(Message.read(text.getBytes(UTF_8)));
      StoredMessage stream = resent(Message.read(new ByteArrayInputStream(text.getBytes(UTF_8))));
      String expected =
          "Received: by example.com; Tue, 3 Jun 2025 11:05:31 +0200\r\n"
              + "Resent-Date: Tue, 3 Jun 2025 11:05:30 +0200\r\n"
              + "Resent-From: cy@example.com\r\n"
              + "Resent-To: =?UTF-8?B?R3LDtsOfZSwgRA==?= <dan@example.com>\r\n"
              + MESSAGE;
      for (StoredMessage message : List.of(stored, stream)) {
        assertEquals(
            "Envelope[<cy@example.com> -> <dan@example.com>, <eve@example.com>]",
            message.envelope().toString());
        assertEquals(expected, Written.of(message).text());
      }
      assertEquals(expected.length(), stored.content().size().orElseThrow());
    }
  }

  @Test
  void fieldIsParsedAsTheBuilderDoes() throws Exception {
    StoredMessage stored = Message.read(MESSAGE.getBytes(UTF_8));
    assertRefused("header name", () -> stored.withHeader("Content-Type", "text/html"));
    assertRefused("Received", () -> stored.withHeader("Received", "größe"));
    assertRefused("X-A", () -> stored.withHeader("X-A", "a\r\nBcc: x@y"));
    StoredMessage utf8 = stored.withHeader("Resent-To", "jürgen@example.org");
    assertTrue(utf8.content().requiresUtf8());
    assertFalse(stored.content().requiresUtf8());
  }

  @Test
  void fieldThatWouldBreakASignatureIsRefusedAndAnyOtherDoesNotBreakIt() throws Exception {
    var keys = Keys.generate("Ed25519");
    Mail signed =
        DkimSigner.builder("example.org", "s", keys.getPrivate())
            .build()
            .sign(Message.read(MESSAGE.getBytes(UTF_8)));
    StoredMessage stored = Message.read(Written.of(signed).bytes());
    byte[] resent = Written.of(resent(stored)).bytes();
    assertTrue(new DkimVerifier(resent).verify(0, keys.getPublic()));
    for (String name : List.of("cc", "SUBJECT", "From", "Message-ID")) {
      assertRefused("header name", () -> stored.withHeader(name, "<a@b>"));
    }
  }

  @Test
  void addressesThatAreNotOfTheEnvelopeMayBeMalformed() throws Exception {
    for (String name : List.of("Reply-To", "Errors-To", "Disposition-Notification-To")) {
      StoredMessage stored = Message.read((name + ": ???\r\n" + MESSAGE).getBytes(UTF_8));
      assertEquals("[bob@example.net]", stored.envelope().recipients().toString());
    }
  }
}
