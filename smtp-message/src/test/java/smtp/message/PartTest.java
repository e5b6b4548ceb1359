package smtp.message;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static smtp.message.support.Refusals.assertRefused;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Content;
import smtp.message.internal.header.FieldText;
import smtp.message.support.Counting;
import smtp.message.support.Written;
import smtp.message.support.Zeros;

class PartTest {

  private static MessageBuilder fixed() {
    return Message.builder()
        .from("ann@example.org")
        .to("bob@example.net")
        .date(OffsetDateTime.parse("2026-03-01T09:05:07Z"))
        .messageId("1@example.org")
        .boundary("sep");
  }

  private static String structure(Message message) {
    StringBuilder out = new StringBuilder();
    Written.of(message)
        .text()
        .lines()
        .filter(line -> line.startsWith("Content-Type") || line.startsWith("--"))
        .map(line -> line.replaceAll("Content-Type: ([^;]*).*", "$1"))
        .forEach(line -> out.append(line).append(' '));
    return out.toString().trim();
  }

  @Test
  void textAndHtmlAreAlternatives() {
    assertEquals(
        "multipart/alternative --sep_1 text/plain --sep_1 text/html --sep_1--",
        structure(fixed().html("<p>Hi").text("Hi").build()));
    assertEquals("text/html", structure(fixed().html("<p>Hi").build()));
  }

  @Test
  void partsOfEveryKindAreNestedInOneMessage() {
    Message message =
        fixed()
            .text("Hi")
            .html("<img src=cid:logo>")
            .inline("logo", Part.of("logo.png", new byte[] {1, 2, 3}))
            .alternative(Part.text("text/calendar; method=REQUEST", "BEGIN:VCALENDAR\r\n"))
            .attach(Part.of("a.pdf", "x".getBytes(UTF_8)))
            .build();
    assertEquals(
        "multipart/mixed --sep_0 multipart/alternative --sep_1 text/plain --sep_1 multipart/related"
            + " --sep_2 text/html --sep_2 image/png --sep_2-- --sep_1 text/calendar --sep_1--"
            + " --sep_0 application/pdf --sep_0--",
        structure(message));
    String text = Written.of(message).text();
    assertTrue(
        text.contains("Content-Disposition: inline; filename=logo.png\r\nContent-ID: <logo>"));
    assertTrue(text.contains("Content-Type: text/calendar; method=REQUEST; charset=utf-8\r\n"));
    assertTrue(text.contains("multipart/related; type=\"text/html\"; boundary=sep_2\r\n"));
  }

  @Test
  void attachmentIsWrittenInBase64WithItsName() {
    assertEquals(
        """
        MIME-Version: 1.0\r
        Content-Type: multipart/mixed; boundary=sep_0\r
        \r
        --sep_0\r
        Content-Type: text/plain; charset=utf-8\r
        Content-Transfer-Encoding: 7bit\r
        \r
        Hi\r
        --sep_0\r
        Content-Type: text/csv; charset=utf-8\r
        Content-Disposition: attachment; filename="a b.csv"\r
        Content-Transfer-Encoding: base64\r
        \r
        YSxi\r
        --sep_0--\r
        """,
        Written.of(fixed().text("Hi").attach(Part.of("a b.csv", "a,b".getBytes(UTF_8))).build())
            .text()
            .replaceFirst("(?s).*(?=MIME-Version)", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.pdf|filename=a.pdf",
        "a b.pdf|filename=\"a b.pdf\"",
        "O'Neill|filename=\"O'Neill\"",
        "a\"\\b|filename=\"a\\\"\\\\b\"",
        "résumé.pdf|filename*=UTF-8''r%C3%A9sum%C3%A9.pdf",
        "=?x?=|filename*=UTF-8''%3D%3Fx%3F%3D",
      })
  void fileNameIsEncodedByRfc2231IfItIsNotAscii(String name, String written) {
    Message message = fixed().attach(Part.of(name, new byte[0])).build();
    assertTrue(
        Written.of(message).text().contains("Content-Disposition: attachment; " + written + "\r\n"),
        Written.of(message).text());
  }

  @Test
  void longFileNameIsCutBetweenCharacters() {
    String text = Written.of(fixed().attach(Part.of("ü".repeat(30), new byte[0])).build()).text();
    assertTrue(text.contains("filename*0*=UTF-8''" + "%C3%BC".repeat(8) + ";\r\n"), text);
    assertTrue(text.contains(" filename*1*=" + "%C3%BC".repeat(9) + ";\r\n"), text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nX: y", "a\nb", "a\rb", "a\0b"})
  void lineEndsAndNulAreRefusedWithTheNameOfTheField(String bad) {
    Part part = Part.of("a", new byte[0]);
    assertRefused("file name", () -> Part.of(bad, new byte[0]));
    assertRefused("file name", () -> part.withFileName(bad));
    assertRefused("media type", () -> part.withMediaType(bad));
    assertRefused("media type", () -> part.withMediaType("text/plain; a=\"" + bad + "\""));
    assertRefused("Content-ID", () -> fixed().inline(bad, part));
    assertRefused("boundary", () -> fixed().boundary(bad));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text",
        "/",
        "text/",
        "/plain",
        "a/b/c",
        "a b/c",
        "a/b; c",
        "a/b; c d=e",
        "a/b; =x",
        "a/b; c=\"d\" e=f",
        "multipart/mixed",
        "message/rfc822"
      })
  void mediaTypeThatIsInvalidOrCompositeIsRefused(String type) {
    assertRefused("media type", () -> Part.of("a", new byte[0]).withMediaType(type));
  }

  /** However the type is set, it says what the bytes are. */
  @Test
  void textSaysThatItIsUtf8HoweverItsTypeIsSet() {
    Part text = Part.text("text/calendar; method=REQUEST; charset=iso-8859-1", "Grüße");
    for (Part part :
        List.of(
            text,
            text.withMediaType("text/calendar; method=CANCEL"),
            text.withMediaType("text/calendar; method=CANCEL; CHARSET=us-ascii"),
            text.withMediaType("text/x-a").withFileName("a").withMediaType("text/calendar"))) {
      String written = Written.of(fixed().text("Hi").alternative(part).build()).text();
      String type = written.replaceFirst("(?s).*\r\nContent-Type: text/calendar", "");
      assertEquals(1, type.split("charset=", -1).length - 1, type);
      assertTrue(type.contains("; charset=utf-8"), type);
      assertTrue(type.contains("Grüße"), type);
    }
    for (String other : List.of("application/json", "x/y", "message/rfc822", "multipart/mixed")) {
      assertRefused("media type", () -> text.withMediaType(other));
      assertRefused("media type", () -> Part.text(other, "a"));
    }
    Part message = Part.message(fixed().text("Hi").build());
    assertThrows(IllegalStateException.class, () -> message.withMediaType("text/plain"));
  }

  @Test
  void charsetIsDeclaredIfTheTextIsUtf8AndOnlyThen(@TempDir Path dir) throws Exception {
    String text = "Größe, 日本 😀\n";
    for (String name : List.of("a.txt", "a.html", "a.csv", "a.ics")) {
      for (Charset charset : List.of(UTF_8, US_ASCII)) {
        byte[] bytes = text.getBytes(charset);
        Path file = Files.write(dir.resolve(name), bytes);
        assertTrue(header(Part.of(name, bytes)).contains("charset=utf-8"), name);
        assertTrue(header(Part.of(file)).contains("charset=utf-8"), name);
      }
      for (String charset : List.of("ISO-8859-15", "UTF-16", "ISO-2022-JP", "Shift_JIS")) {
        assertFalse(
            header(Part.of(name, text.getBytes(Charset.forName(charset)))).contains("charset"));
      }
    }
    assertFalse(header(Part.of("a.pdf", text.getBytes(UTF_8))).contains("charset"));
  }

  private static String header(Part part) {
    String text = Written.of(fixed().attach(part).build()).text();
    return text.substring(text.indexOf("--sep_0"));
  }

  @Test
  void mediaTypeFollowsFromTheName() {
    for (List<String> pair :
        List.of(
            List.of("a.PDF", "application/pdf"),
            List.of("a.tar.gz", "application/gzip"),
            List.of("pdf.", "application/octet-stream"),
            List.of("noextension", "application/octet-stream"))) {
      Message message = fixed().attach(Part.of(pair.getFirst(), new byte[0])).build();
      assertTrue(structure(message).contains(pair.getLast()), pair.toString());
    }
  }

  @Test
  void fileIsReadWhenTheMessageIsWrittenAndMustHaveTheSameSize(@TempDir Path dir) throws Exception {
    Path file = Files.writeString(fileIn(dir), "content");
    Message message = fixed().text("Hi").attach(file).build();
    assertTrue(Written.of(message).text().contains("\r\nY29udGVudA==\r\n"));
    assertEquals(Written.of(message).bytes().length, message.content().size().orElseThrow());
    Files.writeString(file, "conten");
    assertThrows(IOException.class, () -> discard(message));
    Files.writeString(file, "contents");
    assertThrows(IOException.class, () -> discard(message));
    assertThrows(IOException.class, () -> fixed().attach(dir.resolve("missing")));
    IOException folder = assertThrows(IOException.class, () -> fixed().attach(dir));
    assertTrue(folder.getMessage().contains("not a regular file"), folder.getMessage());
  }

  /** Without a UTF-8 locale, Java cannot name every file. */
  private static Path fileIn(Path dir) {
    try {
      return dir.resolve("größe.txt");
    } catch (InvalidPathException e) {
      return dir.resolve("size.txt");
    }
  }

  private static void discard(Message message) throws Exception {
    message.content().writeTo(OutputStream.nullOutputStream());
  }

  @Test
  void sizeIsExactIfThePartsHaveASize() {
    byte[] bytes = new byte[1];
    for (int length : List.of(0, 1, 56, 57, 58, 114, 57 * 512, 57 * 512 + 1, 100_000)) {
      bytes = new byte[length];
      new Random(length).nextBytes(bytes);
      Message message =
          fixed()
              .text("Grüße")
              .html("<p>")
              .attach(Part.of("a", bytes), Part.of("b", bytes))
              .build();
      Message outer = fixed().text("Fwd").attach(Part.message(message)).build();
      for (Content content : List.of(message.content(), outer.content())) {
        assertEquals(Written.of(content).bytes().length, content.size().orElseThrow());
        Content sevenBit = content.sevenBit().orElseThrow();
        assertEquals(Written.of(sevenBit).bytes().length, sevenBit.size().orElseThrow());
      }
    }
    byte[] copied = bytes;
    Part stream = Part.of("a", () -> new ByteArrayInputStream(copied));
    assertTrue(fixed().attach(stream).build().content().size().isEmpty());
  }

  @Test
  void arrayIsCopied() {
    byte[] bytes = {1, 2, 3};
    Message message = fixed().attach(Part.of("a", bytes)).build();
    Arrays.fill(bytes, (byte) 9);
    assertTrue(Written.of(message).text().contains("AQID"));
  }

  @Test
  void nestedMessageIsWrittenInItsOwnSevenBitForm() {
    Message inner = fixed().text("Grüße").build();
    Message outer = fixed().text("Fwd").attach(Part.message(inner).withFileName("a.eml")).build();
    String eightBit = Written.of(outer).text();
    assertTrue(eightBit.contains("Content-Type: message/rfc822\r\n"), eightBit);
    assertTrue(eightBit.contains(Written.of(inner).text()));
    assertEquals(Content.Encoding.EIGHT_BIT, outer.content().encoding());
    assertEquals("8bit", Written.of(outer).field("Content-Transfer-Encoding"));
    String sevenBit = Written.sevenBit(outer).text();
    assertTrue(sevenBit.contains(Written.sevenBit(inner).text()));
    assertTrue(FieldText.isAscii(sevenBit));
  }

  @Test
  void nestedMessageWithUtf8HeaderIsMessageGlobal() {
    Message inner = fixed().to("jürgen@example.org").text("x").build();
    Message outer = fixed().text("Fwd").attach(Part.message(inner)).build();
    assertFalse(outer.content().requiresUtf8());
    assertTrue(Written.of(outer).text().contains("message/global"));
    assertTrue(FieldText.isAscii(Written.sevenBit(outer).text()));
  }

  @Test
  void rawPartIsWrittenAsItIs() {
    String entity = "Content-Type: x/y\r\nX-Odd:  a\r\n\r\nbody";
    Message message = fixed().text("Hi").attach(Part.raw(Content.of(entity))).build();
    assertTrue(Written.of(message).text().contains("--sep_0\r\n" + entity + "\r\n\r\n--sep_0--"));
    assertTrue(
        fixed()
            .attach(Part.raw(Content.of("X: y\r\n\r\nü")))
            .build()
            .content()
            .sevenBit()
            .isEmpty());
    assertThrows(IllegalStateException.class, () -> Part.raw(Content.of(entity)).withFileName("a"));
  }

  @Test
  void boundaryThatOccursInATextIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> fixed().text("a\n--sep_0\n").build());
    Message message = Message.builder().from("a@b").text("x").html("y").build();
    String boundary = Written.of(message).field("Content-Type").replaceAll(".*=\"|\"", "");
    assertTrue(boundary.startsWith("=_") && boundary.length() > 20, boundary);
  }

  @Test
  void streamOfAnyLengthIsWrittenInConstantMemory() throws Exception {
    long length = 200L << 20;
    Part part = Part.of("big", () -> new Zeros(length));
    Counting written = new Counting();
    fixed().attach(part).build().content().writeTo(written);
    assertTrue(written.count() > length / 3 * 4);
    assertTrue(written.largest() < 100_000, "an array of " + written.largest());
  }
}
