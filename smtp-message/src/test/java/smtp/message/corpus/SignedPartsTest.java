package smtp.message.corpus;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Content;
import smtp.message.Message;
import smtp.message.MessageBuilder;
import smtp.message.Part;
import smtp.message.StoredMessage;
import smtp.message.support.Written;

/** What is signed is never rewritten, at any depth; and what forbids a form is told. */
@SuppressWarnings("StringConcatToTextBlock") // Every line end is written out
class SignedPartsTest {

  private static final String HEADER =
      "From: ann@example.org\r\nTo: bob@example.net\r\nMIME-Version: 1.0\r\n";
  private static final String FOOTER =
      "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
          + "Liste f\u00fcr alle\r\n";

  private static Content read(String text) throws IOException {
    return Message.read(text.getBytes(ISO_8859_1)).content();
  }

  private static String mixed(String entity) {
    return "Content-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\n"
        + entity
        + "\r\n--m\r\n"
        + FOOTER
        + "\r\n--m--\r\n";
  }

  private static String signed(String entity) {
    return "Content-Type: multipart/signed; boundary=s\r\nContent-Transfer-Encoding: 7bit\r\n"
        + "\r\n--s\r\n"
        + entity
        + "\r\n--s\r\nContent-Type: application/pkcs7-signature\r\n\r\nsignature\r\n--s--\r\n";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Transfer-Encoding: 7bit\r\n\r\nHello\r\n",
        "content-transfer-encoding :\r\n 7BIT\r\nX: y\r\n\r\nHello \r\n",
        "Content-Transfer-Encoding: 8bit\r\n\r\nHello, all ASCII\r\n",
        "Content-Type: multipart/mixed; boundary=i\r\nContent-Transfer-Encoding: 7bit\r\n"
            + "\r\n--i\r\nContent-Transfer-Encoding: 7bit\r\n\r\nHello\r\n--i--\r\n",
        "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: 7bit\r\n\r\n"
            + "Subject: a\r\nContent-Transfer-Encoding: 7bit\r\n\r\nHello\r\n"
      })
  void signedPartIsTheSameBytesBesideOneThatIsEncoded(String entity) throws IOException {
    String once = mixed(signed(entity));
    String twice = mixed(once.replace("--m", "--n").replace("=m", "=n"));
    for (String around : List.of(once, twice)) {
      String sevenBit = Written.of(read(HEADER + around).sevenBit().orElseThrow()).latin1();
      assertTrue(sevenBit.contains(signed(entity)), sevenBit);
      assertTrue(sevenBit.contains("Liste f=FCr alle\r\n"), sevenBit);
    }
  }

  @Test
  void signatureOfAMessageInTheMessageIsKeptToo() throws IOException {
    String message = "Content-Type: message/rfc822\r\n\r\n%s" + HEADER + "%s";
    for (String name : List.of("DKIM-Signature", "ARC-Message-Signature")) {
      String signature = name + ": h=From\r\n";
      String ascii =
          message.formatted(signature, "Content-Transfer-Encoding: 8bit\r\n\r\nHello\r\n");
      String written = Written.of(read(HEADER + mixed(ascii)).sevenBit().orElseThrow()).latin1();
      assertTrue(written.contains(ascii), written);
      Content eightBit = read(HEADER + mixed(message.formatted(signature, FOOTER)));
      assertTrue(eightBit.sevenBit().isEmpty());
    }
    assertTrue(read(HEADER + mixed(message.formatted("", FOOTER))).sevenBit().isPresent());
  }

  @Test
  void headerOfAPartThatNeedsNothingIsKept() throws IOException {
    String part = "X-A:  b\r\nContent-Transfer-Encoding:\r\n\t7bit\r\nX-C: d\r\n\r\nHello\r\n";
    String written = Written.of(read(HEADER + mixed(part)).sevenBit().orElseThrow()).latin1();
    assertTrue(written.contains("--m\r\n" + part), written);
  }

  @Test
  void partOfADigestIsAMessageUnlessItSaysOtherwise() throws IOException {
    String digest = "Content-Type: multipart/digest; boundary=d\r\n\r\n--d\r\n%s\r\n--d--\r\n";
    String message = "\r\n" + HEADER + FOOTER;
    String encoded = FOOTER.replace("8bit", "quoted-printable").replace("\u00fc", "=FC");
    String written =
        Written.of(read(HEADER + digest.formatted(message)).sevenBit().orElseThrow()).latin1();
    assertTrue(written.contains("--d\r\n\r\n" + HEADER + encoded), written);
    written = Written.of(read(HEADER + digest.formatted(FOOTER)).sevenBit().orElseThrow()).latin1();
    assertTrue(written.contains("--d\r\n" + encoded), written);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "message/partial|a part of type message/partial must not be encoded",
        "message/delivery-status|a part of type message/delivery-status must not be encoded",
        "message/feedback-report|a part of type message/feedback-report must not be encoded",
        "multipart/mixed; boundary=x|a part of type multipart/mixed must not be encoded",
        "message/global-delivery-status|",
        "message/global-headers|",
        "text/rfc822-headers|"
      })
  void compositeTypeIsNeverEncoded(String type, String reason) throws IOException {
    Content content = read(HEADER + mixed("Content-Type: " + type + "\r\n\r\n\u00fc\r\n"));
    assertEquals(reason == null, content.sevenBit().isPresent());
    assertEquals(reason, content.noSevenBitReason().orElse(null));
  }

  @Test
  void reasonIsToldThroughEveryKindOfContent() throws Exception {
    StoredMessage message = Message.read((HEADER + signed(FOOTER)).getBytes(ISO_8859_1));
    String reason = "a signature covers a part that would have to be encoded";
    MessageBuilder outer = Message.builder().from("a@b").text("See below");
    Stream<Content> contents =
        Stream.of(
            message.content(),
            outer.attach(Part.message(message)).build().content(),
            Message.builder().from("a@b").attach(Part.raw(message.content())).build().content());
    contents.forEach(content -> {
      assertTrue(content.sevenBit().isEmpty());
      assertEquals(reason, content.noSevenBitReason().orElseThrow());
    });
  }
}
