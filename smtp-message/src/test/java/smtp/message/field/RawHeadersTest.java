package smtp.message.field;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.message.Message;
import smtp.message.Part;
import smtp.message.support.Written;

/** Header fields that hold raw bytes which are not ASCII: what is declared of them. */
class RawHeadersTest {

  private static final String TOP = "From: a@b\r\nTo: c@d\r\nMIME-Version: 1.0\r\n";
  private static final String MIXED =
      TOP + "Content-Type: multipart/mixed; boundary=\"b 1\"\r\n\r\n";

  /** Where a header field stands that belongs to the message itself. */
  private static final List<String> OWN =
      List.of(
          "X: ü\r\n" + TOP + "\r\nx\r\n",
          MIXED + "--b 1\r\nContent-Description: ü\r\n\r\nx\r\n--b 1--\r\n",
          MIXED + "--b 1\r\n\r\nx\r\n--b 1 \r\nContent-Description: ü\r\n\r\nx\r\n--b 1--\r\n",
          MIXED
              + "--b 1\r\nContent-Type: multipart/alternative; boundary=c\r\n\r\n"
              + "--c\r\nX: ü\r\n\r\nx\r\n--c--\r\n--b 1--\r\n",
          MIXED
              + "--b 1\r\nContent-Type: multipart/alternative; boundary=c\r\n\r\n"
              + "--c\r\n\r\nx\r\n--c--\r\n--b 1\r\nX: ü\r\n\r\n--b 1--\r\n");

  /** Where what looks like a header field is content. */
  private static final List<String> CONTENT =
      List.of(
          TOP + "\r\nX: ü\r\n",
          MIXED + "--b 1\r\n\r\nX: ü\r\n--b 1--\r\n",
          MIXED + "--b 1--\r\n\r\nX: ü\r\n--b 1--x\r\n",
          MIXED + "--b 1\r\nContent-Type: message/rfc822\r\n\r\nSubject: ü\r\n\r\nx\r\n--b 1--\r\n",
          MIXED
              + "--b 1\r\nContent-Type: message/global\r\n\r\nContent-Type: multipart/mixed;"
              + " boundary=c\r\n\r\n--c\r\nX: ü\r\n\r\nx\r\n--c--\r\n--b 1--\r\n");

  private static Content content(String text, Charset charset) throws IOException {
    return Message.read(text.getBytes(charset)).content();
  }

  @Test
  void utf8InAnyHeaderFieldOfTheMessageOrItsPartsNeedsSmtputf8() throws IOException {
    for (String text : OWN) {
      assertTrue(content(text, UTF_8).requiresUtf8(), text);
      assertTrue(content(text.replace("\r\n", "\n"), UTF_8).requiresUtf8(), text);
    }
    for (String text : CONTENT) {
      assertFalse(content(text, UTF_8).requiresUtf8(), text);
    }
  }

  @Test
  void otherCharsetsAreSentAsTheyAreWithoutDeclaringThemAsUtf8() throws IOException {
    for (String text : OWN) {
      Content content = content(text, ISO_8859_1);
      assertFalse(content.requiresUtf8(), text);
      assertEquals(Content.Encoding.EIGHT_BIT, content.encoding());
      assertArrayEquals(text.getBytes(ISO_8859_1), Written.of(content).bytes());
    }
    byte[] both = ("X: ü\r\n" + OWN.getFirst()).getBytes(ISO_8859_1);
    assertFalse(Message.read(both).content().requiresUtf8());
  }

  @Test
  void messageIsGlobalIfItsHeaderIsUtf8AndOnlyThen() throws IOException {
    for (String text : OWN) {
      for (Charset charset : List.of(UTF_8, ISO_8859_1)) {
        Part part = Part.message(Message.read(text.getBytes(charset)).withEnvelope(envelope()));
        Message outer = Message.builder().from("a@b").to("c@d").attach(part).build();
        assertFalse(outer.content().requiresUtf8());
        String type = charset.equals(UTF_8) ? "message/global" : "message/rfc822";
        assertTrue(Written.of(outer).latin1().contains("Content-Type: " + type + "\r\n"), type);
      }
    }
  }

  private static Envelope envelope() {
    return Envelope.of("a@b", "c@d");
  }

  @Test
  void rawPartWithUtf8InItsHeaderNeedsSmtputf8() throws IOException {
    Content entity = content("Content-Type: x/y; name=\"ü\"\r\n\r\nx\r\n", UTF_8);
    Content content =
        Message.builder().from("a@b").text("x").attach(Part.raw(entity)).build().content();
    assertTrue(content.requiresUtf8());
    assertEquals(Content.Encoding.EIGHT_BIT, content.encoding());
    assertTrue(content.sevenBit().isEmpty());
  }

  @Test
  void partWhoseHeaderNeverEndsIsContent() throws IOException {
    String text = MIXED + "--b 1\r\n" + "X: y\r\n".repeat(400_000) + "ü\r\n--b 1--\r\n";
    assertFalse(content(text, UTF_8).requiresUtf8());
  }

  @ParameterizedTest
  @ValueSource(strings = {"x\0y\r\n", "LONG", "x\r\nLONG\r\nx\r\n"})
  void streamThatIsNotTextIsNotSentAsText(String body) throws IOException {
    byte[] bytes = (TOP + "\r\n" + body.replace("LONG", "x".repeat(999))).getBytes(UTF_8);
    Content stream = Message.read(new ByteArrayInputStream(bytes)).content();
    assertEquals(Content.Encoding.EIGHT_BIT, stream.encoding());
    assertThrows(IOException.class, () -> stream.writeTo(OutputStream.nullOutputStream()));
    assertEquals(Content.Encoding.BINARY, Message.read(bytes).content().encoding());
    byte[] fits = (TOP + "\r\n" + "x".repeat(998) + "\r\n").getBytes(UTF_8);
    assertArrayEquals(fits, Written.of(Message.read(new ByteArrayInputStream(fits))).bytes());
  }
}
