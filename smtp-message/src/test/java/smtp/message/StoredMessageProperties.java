package smtp.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static smtp.api.Content.Encoding.BINARY;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import smtp.api.Content;
import smtp.message.internal.header.FieldText;
import smtp.message.support.StoredText;
import smtp.message.support.Written;

/** Any stored message is sent as it is, except for Bcc. */
class StoredMessageProperties {

  @Provide
  Arbitrary<String> anything() {
    return Arbitraries.of(
            "\r\n",
            "\n",
            "\r",
            "--b",
            "--",
            "Content-Type: multipart/mixed; boundary=b",
            "Bcc: x@y",
            "Content-Type: message/rfc822",
            "MIME-Version: 1.0",
            "Content-Transfer-Encoding: binary",
            "ü",
            " ",
            ":",
            "X: y",
            "a",
            "\0")
        .list()
        .ofMaxSize(30)
        .map(list -> String.join("", list));
  }

  @Property
  void anyMessageIsSentAsItIsExceptForBcc(@ForAll("anything") String text) throws Exception {
    StoredMessage message = Message.read(text.getBytes(ISO_8859_1));
    Content content = message.content();
    assertEquals(StoredText.withoutBcc(text), StoredText.lines(Written.of(content).latin1()), text);
    content.sevenBit().ifPresent(form -> assertTrue(FieldText.isAscii(Written.of(form).text())));
    content.eightBit().ifPresent(form -> assertNotEquals(BINARY, form.encoding()));
  }
}
