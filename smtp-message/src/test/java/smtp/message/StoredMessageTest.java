package smtp.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.message.internal.header.FieldText;
import smtp.message.support.Written;

@SuppressWarnings("StringConcatToTextBlock") // Every line end is written out
class StoredMessageTest {

  private static final String HEADER =
      "From: Ann <ann@example.org>\r\nTo: bob@example.net\r\nMIME-Version: 1.0\r\n";

  private static StoredMessage read(String text) throws IOException {
    return Message.read(text.getBytes(UTF_8));
  }

  private static String sevenBit(String text) throws IOException {
    Content content = read(text).content().sevenBit().orElseThrow();
    String written = Written.of(content).text();
    assertTrue(FieldText.isAscii(written));
    return written;
  }

  @Test
  void messageIsSentAsItIs(@TempDir Path dir) throws IOException {
    String odd = "X-odd :  a\r\n\tb \r\nSubject:\r\n=?utf-8?q?x?=\r\nno field\r\n" + HEADER;
    for (String body : List.of("", "\r\n", "\r\nbody", "\r\n.\r\n..\r\n", "\r\n\r\n\r\n")) {
      String text = odd + body;
      String whole = body.isEmpty() || body.endsWith("y") ? text + "\r\n" : text;
      assertEquals(whole, Written.of(read(text)).text());
      Path file = Files.writeString(dir.resolve("a.eml"), text);
      assertEquals(Written.of(read(text)).text(), Written.of(Message.read(file)).text());
      assertEquals(
          Written.of(read(text)).text(),
          Written.of(Message.read(new ByteArrayInputStream(text.getBytes(UTF_8)))).text());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bcc: x@y\r\n",
        "bCC : x@y\r\n",
        "Resent-Bcc:x@y,\r\n z@y\r\n",
        "Bcc:\r\n\tx@y\r\n",
        "Bcc\r\n :x@y\r\n",
        "X: a\nBcc: x@y\n"
      })
  @Tag("S123")
  void bccIsLeftOut(String field) throws IOException {
    String written = Written.of(read(field + HEADER + field + "\r\nBcc: in the body\r\n")).text();
    assertFalse(written.contains("@y"), written);
    assertTrue(written.endsWith("\n\r\nBcc: in the body\r\n"), written);
    assertTrue(written.contains(HEADER), written);
  }

  @Test
  @Tag("S119")
  @Tag("P79")
  void bccIsInTheEnvelope() throws IOException {
    StoredMessage message =
        read("bcc: cy@example.com\r\nTO: dan@example.net\r\nCc:\r\nBcc:\r\n" + HEADER + "\r\n");
    assertEquals(
        "Envelope[<ann@example.org> -> <dan@example.net>, <bob@example.net>, <cy@example.com>]",
        message.envelope().toString());
  }

  @Test
  @Tag("S120")
  @Tag("S121")
  void envelopeFollowsFromOneResentBlockAndNotFromTwo() throws IOException {
    String resent =
        "Resent-Date: Tue, 3 Jun 2025 11:05:30 +0200\r\nResent-Sender: re@example.org\r\n"
            + "Resent-From: a@b\r\nResent-To: c@d\r\nResent-Bcc: e@f\r\n";
    assertEquals(
        "Envelope[<re@example.org> -> <c@d>, <e@f>]", read(resent + HEADER).envelope().toString());
    StoredMessage twice = read(resent + resent + HEADER);
    assertThrows(IllegalStateException.class, twice::envelope);
    Envelope explicit = Envelope.of("a@b", "c@d");
    assertEquals(explicit, twice.withEnvelope(explicit).envelope());
  }

  @Test
  void headerWithoutSenderOrRecipientHasNoEnvelope() throws IOException {
    for (String text :
        List.of(
            "",
            "To: a@b\r\n",
            "From: a@b\r\n",
            "From: a@b\r\nTo: a b c\r\n",
            "From: a@b\r\nTo: <@x:c@d>\r\n")) {
      assertThrows(IllegalStateException.class, read(text)::envelope);
    }
    assertEquals(
        "[c@d]", read("From: a@b\r\nReply-To: ???\r\nTo: c@d").envelope().recipients().toString());
  }

  @Test
  void linesOfLfAreCountedAsCrlf() throws IOException {
    StoredMessage message = read("From: a@b\nTo: c@d\n\nbody\n");
    assertEquals(
        "From: a@b\r\nTo: c@d\r\n\r\nbody\r\n".length(), message.content().size().orElseThrow());
    assertEquals("[c@d]", message.envelope().recipients().toString());
    assertThrows(IOException.class, message::withCrlfOnly);
    read(HEADER + "\r\nbody\r\n").withCrlfOnly();
    assertThrows(IOException.class, () -> read(HEADER + "\r\nbo\rdy\r\n").withCrlfOnly());
  }

  @Test
  void mboxSeparatorIsNotPartOfTheMessage() throws IOException {
    assertEquals(
        HEADER + "\r\nx\r\n",
        Written.of(read("From ann Tue Jun 3\r\n" + HEADER + "\r\nx\r\n")).text());
  }

  @Test
  void encodingIsTheLeastThatTheBytesNeed() throws IOException {
    assertEquals(Content.Encoding.SEVEN_BIT, read(HEADER + "\r\nx").content().encoding());
    assertEquals(Content.Encoding.EIGHT_BIT, read(HEADER + "\r\nü").content().encoding());
    assertEquals(
        Content.Encoding.BINARY, read(HEADER + "\r\n" + "x".repeat(999)).content().encoding());
    assertFalse(read(HEADER + "\r\nü").content().requiresUtf8());
    assertTrue(read("Subject: ü\r\n" + HEADER).content().requiresUtf8());
    assertTrue(read("Subject: ü\r\n" + HEADER).content().sevenBit().isEmpty());
  }

  @Test
  void signedMessageIsRefusedRatherThanChanged() throws IOException {
    String signature = "DKIM-Signature: v=1; h=From:To;\r\n bh=x; b=y\r\n";
    String signed = signature + HEADER;
    assertTrue(read(signed + "\r\nü\r\n").content().sevenBit().isEmpty());
    assertEquals(
        signed + "\r\nü\r\n", Written.of(read("Bcc: x@y\r\n" + signed + "\r\nü\r\n")).text());
    assertThrows(IOException.class, () -> read(signed + "\r\na\nb\r\n"));
    assertThrows(IOException.class, () -> read(signed + "\r\na\rb\r\n"));
    read((signed + "\r\nall of LF\r\n").replace("\r\n", "\n"));
    assertThrows(
        IOException.class,
        () -> read("Bcc: x@y\r\n" + signed.replace("h=From", "h=From : bcc") + "\r\n"));
    byte[] mixed = (signed + "\r\na\nb\r\n").getBytes(UTF_8);
    StoredMessage stream = Message.read(new ByteArrayInputStream(mixed));
    assertThrows(
        IOException.class, () -> stream.content().writeTo(OutputStream.nullOutputStream()));
  }

  @Test
  void messageFromAStreamIsWrittenOnlyOnce() throws Exception {
    StoredMessage message = Message.read(new ByteArrayInputStream(HEADER.getBytes(UTF_8)));
    assertFalse(message.content().repeatable());
    message.content().writeTo(OutputStream.nullOutputStream());
    assertThrows(
        IllegalStateException.class,
        () -> message.content().writeTo(OutputStream.nullOutputStream()));
  }

  @Test
  void fileThatChangedIsNotSent(@TempDir Path dir) throws Exception {
    Path file = Files.writeString(dir.resolve("a.eml"), HEADER + "\r\nbody");
    StoredMessage message = Message.read(file);
    Files.writeString(file, HEADER + "\r\nbody that grew");
    assertThrows(
        IOException.class, () -> message.content().writeTo(OutputStream.nullOutputStream()));
  }

  @Test
  void messageWithNulInAHeaderHasABinaryFormOnly() throws IOException {
    for (String text :
        List.of(
            HEADER + "Subject: a\0b\r\n\r\nbody\r\n",
            HEADER
                + "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
                + "--b\r\nContent-Description: a\0b\r\n\r\nbody\r\n--b--\r\n")) {
      Content content = read(text).content();
      assertEquals(Content.Encoding.BINARY, content.encoding());
      assertTrue(content.eightBit().isEmpty());
      assertTrue(content.sevenBit().isEmpty());
    }
  }

  @Test
  void textIsQuotedPrintableInTheSevenBitForm() throws IOException {
    assertEquals(
        HEADER + "Content-Transfer-Encoding: quoted-printable\r\n\r\nGr=C3=BC=C3=9Fe=20\r\n=3D\r\n",
        sevenBit(HEADER + "Content-Transfer-Encoding: 8bit\r\n\r\nGrüße \r\n=\r\n"));
    String longLine = "x".repeat(200_000);
    String written = sevenBit(HEADER + "\r\n" + longLine);
    written.lines().forEach(line -> assertTrue(line.length() <= 76));
    assertTrue(written.endsWith("\r\n\r\n" + quoted(longLine) + "=\r\n"));
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder();
    for (int piece = 0; piece < text.length(); piece += 65536) {
      String line = text.substring(piece, Math.min(text.length(), piece + 65536));
      for (int at = 0; at < line.length(); at += 75) {
        out.append(at == 0 ? "" : "=\r\n").append(line, at, Math.min(line.length(), at + 75));
      }
      out.append(piece + 65536 < text.length() ? "=\r\n" : "");
    }
    return out.toString();
  }

  @Test
  void onlyThePartsThatNeedItAreEncoded() throws IOException {
    String type = "Content-Type: multipart/mixed; boundary=\"b\";\r\n";
    String text =
        HEADER
            + type
            + "Content-Transfer-Encoding: 8bit\r\n\r\n"
            + "preamble\r\n"
            + "--b\r\n\r\n"
            + "plain\r\n"
            + "--b \r\n"
            + "Content-Type: text/html\r\n"
            + "Content-Transfer-Encoding: 8BIT\r\n\r\n"
            + "ü\r\n"
            + "--bx\r\n"
            + "--b\r\n"
            + "Content-Type: message/rfc822\r\n"
            + "Content-Transfer-Encoding: 8bit\r\n\r\n"
            + "Subject: in\r\n"
            + "MIME-Version: 1.0\r\n"
            + "Content-Type: text/plain\r\n\r\n"
            + "ö\r\n"
            + "--b\r\n"
            + "Content-Transfer-Encoding: base64\r\n\r\n"
            + "AAAA\r\n"
            + "--b--\r\n"
            + "epilogue\r\n";
    assertEquals(
        HEADER
            + type
            + "\r\n"
            + "preamble\r\n"
            + "--b\r\n\r\n"
            + "plain\r\n"
            + "--b \r\n"
            + "Content-Type: text/html\r\n"
            + "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
            + "=C3=BC\r\n"
            + "--bx\r\n"
            + "--b\r\n"
            + "Content-Type: message/rfc822\r\n\r\n"
            + "Subject: in\r\n"
            + "MIME-Version: 1.0\r\n"
            + "Content-Type: text/plain\r\n"
            + "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
            + "=C3=B6\r\n"
            + "--b\r\n"
            + "Content-Transfer-Encoding: base64\r\n\r\n"
            + "AAAA\r\n"
            + "--b--\r\n"
            + "epilogue\r\n",
        sevenBit(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Type: multipart/mixed\r\n\r\nü",
        "Content-Type: multipart/mixed; boundary=b\r\n\r\nü\r\n--b--\r\n",
        "Content-Type: multipart/signed; boundary=b\r\n\r\n--b\r\n\r\nü\r\n--b--\r\n",
        "Content-Type: text\r\n\r\nü",
        "Content-Transfer-Encoding: base64\r\n\r\nü",
        "Content-Transfer-Encoding: x-uue\r\n\r\nü",
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nX: ü\r\n\r\nü\r\n--b--\r\n",
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n--b\r\n\r\nü\r\n--b--\r\n",
      })
  void messageThatIsNotUnderstoodHasNoSevenBitForm(String rest) throws IOException {
    assertTrue(read(HEADER + rest).content().sevenBit().isEmpty());
    assertTrue(read("From: a@b\r\n\r\nü").content().sevenBit().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a:b\r\n",
        " ",
        "\r",
        ":",
        "(",
        "DKIM-Signature:h=a:bcc;h=x\r\nBCC:\r\n",
        "Bcc:\r\n",
        "To: =?=?\r\n",
        "Content-Type:multipart/mixed;boundary=b\r\n",
        "a=b;",
        "\r\n\t"
      })
  void hostileHeaderIsReadInLinearTime(String unit) {
    byte[] bytes =
        (HEADER + "Content-Type: " + unit.repeat(500_000 / unit.length()) + "\r\n\r\nü")
            .getBytes(UTF_8);
    assertTimeoutPreemptively(
        Duration.ofMinutes(2),
        () -> {
          try {
            StoredMessage message = Message.read(bytes);
            message.envelope();
            message.content().sevenBit();
          } catch (IOException | IllegalStateException refused) {
            // A refusal is fine; only the time counts.
          }
        });
  }
}
