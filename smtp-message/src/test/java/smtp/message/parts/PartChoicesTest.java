package smtp.message.parts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static smtp.message.support.Refusals.assertRefused;

import jakarta.mail.BodyPart;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Content;
import smtp.message.Message;
import smtp.message.Part;
import smtp.message.internal.header.FieldText;
import smtp.message.support.Written;

/** What a caller chooses of a part, as Jakarta Mail reads it in each form. */
class PartChoicesTest {

  private static final String TEXT = "plain\r\n= Größe, 日本 \r\n";

  private static List<byte[]> forms(Part part) {
    Content content = Message.builder().from("a@b").text("x").attach(part).build().content();
    List<Content> forms =
        List.of(content, content.eightBit().orElseThrow(), content.sevenBit().orElseThrow());
    forms.forEach(form -> assertEquals(Written.of(form).bytes().length, form.size().orElseThrow()));
    return forms.stream().map(form -> Written.of(form).bytes()).toList();
  }

  private static BodyPart attachment(byte[] message) throws Exception {
    Session session = Session.getInstance(new Properties());
    MimeMessage mime = new MimeMessage(session, new ByteArrayInputStream(message));
    return ((Multipart) mime.getContent()).getBodyPart(1);
  }

  private static String field(BodyPart part, String name) throws Exception {
    return MimeUtility.unfold(part.getHeader(name)[0]);
  }

  @Test
  void transferEncodingOfTextIsTheOneThatWasChosenInEveryForm() throws Exception {
    for (String text : List.of(TEXT, "ascii\r\n", "")) {
      Part part = Part.text("text/x-y", text);
      for (byte[] form : forms(part.asQuotedPrintable())) {
        assertEquals("quoted-printable", field(attachment(form), "Content-Transfer-Encoding"));
        assertEquals(text, new String(attachment(form).getInputStream().readAllBytes(), UTF_8));
      }
      for (byte[] form : forms(part.asQuotedPrintable().asBase64())) {
        assertEquals("base64", field(attachment(form), "Content-Transfer-Encoding"));
        assertEquals(text, new String(attachment(form).getInputStream().readAllBytes(), UTF_8));
      }
    }
    assertThrows(IllegalStateException.class, () -> Part.of("a", new byte[1]).asQuotedPrintable());
  }

  @Test
  void fieldsOfAPartAreWrittenInTheirSyntax() throws Exception {
    Part part =
        Part.text("text/x-y", TEXT)
            .withHeader("Content-Description", "Größe, \"日本")
            .withHeader("Content-Language", "de, ja")
            .withFileName("a");
    for (byte[] form : forms(part)) {
      assertEquals("Größe, \"日本", attachment(form).getDescription());
      assertEquals("de, ja", field(attachment(form), "Content-Language"));
      assertEquals("a", attachment(form).getFileName());
    }
    assertRefused("Content-Language", () -> part.withHeader("Content-Language", "ü"));
    assertRefused("X-A", () -> part.withHeader("X-A", "a\r\nb"));
    for (String name : List.of("Content-Type", "Content-Transfer-Encoding", "From", "a b", "")) {
      assertRefused("header name", () -> part.withHeader(name, "x"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.pdf",
        "a \"b\".pdf",
        "résumé.pdf",
        "=?x?=.pdf",
        "日本語の長い名前の報告書、二〇二六年三月、最終版の最終版の本当の最終版.pdf",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.pdf",
        "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀"
      })
  void legacyFileNameStandsBesideTheOther(String name) throws Exception {
    for (byte[] form : forms(Part.of(name, new byte[3]).withLegacyFileName())) {
      BodyPart part = attachment(form);
      assertEquals(name, part.getFileName());
      String legacy = new ContentType(field(part, "Content-Type")).getParameter("name");
      assertEquals(name, MimeUtility.decodeText(legacy));
      String text = new String(form, UTF_8);
      assertTrue(FieldText.isAscii(text));
      text.lines().forEach(line -> assertTrue(line.length() <= 78, line));
    }
  }
}
