package smtp.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Content;
import smtp.api.Content.Encoding;
import smtp.api.Envelope;
import smtp.api.Mail;
import smtp.message.internal.body.Leaf;
import smtp.message.internal.body.StreamBody;
import smtp.message.internal.header.ContentHeader;
import smtp.message.internal.header.MediaType;
import smtp.message.peer.PythonReader;
import smtp.message.peer.Reader;
import smtp.message.peer.Reading;
import smtp.message.support.Keys;
import smtp.message.support.Texts;
import smtp.message.support.WireLines;
import smtp.message.support.Written;

/** The forms of a message: for servers with BINARYMIME, with 8BITMIME only, and with neither. */
class BinaryFormTest {

  /** Every byte, and every pair that could be taken for a line end. */
  private static final byte[] BYTES = bytes();

  private static final String CRLF_HEADER =
      "From: ann@example.org\r\nTo: bob@example.net\r\nMIME-Version: 1.0\r\n";

  private static byte[] bytes() {
    StringBuilder all = new StringBuilder();
    IntStream.range(0, 256).forEach(b -> all.append((char) b));
    return (all + "\n.\r\n.\r\n..\r\r\n\n\r\0" + all).getBytes(ISO_8859_1);
  }

  private static MessageBuilder message() {
    return Message.builder().from("ann@example.org").to("bob@example.net").text("Grüße");
  }

  private static Message withBinaryPart() {
    return message().attach(Part.of("all.bin", BYTES).asBinary()).build();
  }

  private static List<Content> forms(Content content) {
    assertEquals(Encoding.BINARY, content.encoding());
    Content eightBit = content.eightBit().orElseThrow();
    Content sevenBit = content.sevenBit().orElseThrow();
    assertEquals(Encoding.EIGHT_BIT, eightBit.encoding());
    assertEquals(Encoding.SEVEN_BIT, sevenBit.encoding());
    assertSame(eightBit, eightBit.eightBit().orElseThrow());
    assertSame(sevenBit, sevenBit.eightBit().orElseThrow());
    assertEquals(Encoding.SEVEN_BIT, eightBit.sevenBit().orElseThrow().encoding());
    WireLines.assertValid(Written.of(eightBit).bytes(), 0xff);
    WireLines.assertValid(Written.of(sevenBit).bytes(), 0x7f);
    return List.of(content, eightBit, sevenBit);
  }

  @Test
  void everyReaderFindsTheSameBytesInEachForm() throws Exception {
    Optional<PythonReader> python = PythonReader.start();
    List<Reader> readers = new ArrayList<>(Reader.inJava());
    python.ifPresent(readers::add);
    try {
      for (Content form : forms(withBinaryPart().content())) {
        for (Reader reader : readers) {
          Reading reading = reader.read(Written.of(form).bytes());
          assertEquals(List.of("Grüße"), Texts.asRead(reading.texts()));
          assertEquals(
              List.of(
                  new Reading.File(
                      "all.bin", "application/octet-stream", HexFormat.of().formatHex(BYTES))),
              reading.files());
        }
      }
    } finally {
      if (python.isPresent()) {
        python.get().close();
      }
    }
  }

  @Test
  void binaryPartIsWrittenAsItIsAndDeclared() {
    Content content = withBinaryPart().content();
    String text = Written.of(content).latin1();
    assertTrue(text.contains("\r\nContent-Transfer-Encoding: binary\r\n\r\n--=_"), text);
    assertTrue(
        text.contains(
            "Content-Transfer-Encoding: binary\r\n\r\n"
                + new String(BYTES, ISO_8859_1)
                + "\r\n--=_"));
    assertEquals(OptionalLong.of(text.length()), content.size());
    assertEquals(
        OptionalLong.of(Written.of(content.eightBit().orElseThrow()).bytes().length),
        content.eightBit().orElseThrow().size());
  }

  @Test
  void formIsTheLeastThatThePartsNeed() {
    Message plain = message().attach(Part.of("a.bin", BYTES)).build();
    assertEquals(Encoding.EIGHT_BIT, plain.content().encoding());
    Message ascii =
        Message.builder().from("a@b").text("a").attach(Part.of("b", BYTES).asBinary()).build();
    assertEquals(Encoding.BINARY, ascii.content().encoding());
    assertEquals(Encoding.SEVEN_BIT, ascii.content().eightBit().orElseThrow().encoding());
    Message utf8 = withBinaryPart().toBuilder().to("jürgen@example.org").build();
    assertEquals(Encoding.EIGHT_BIT, utf8.content().eightBit().orElseThrow().encoding());
    assertTrue(utf8.content().sevenBit().isEmpty());
  }

  @Test
  void noLineEndIsAddedToABinaryBody() {
    Message message =
        Message.builder().from("a@b").alternative(Part.of("a", BYTES).asBinary()).build();
    byte[] written = Written.of(message).bytes();
    byte[] end = new byte[BYTES.length];
    System.arraycopy(written, written.length - end.length, end, 0, end.length);
    assertArrayEquals(BYTES, end);
    assertEquals(written.length, message.content().size().orElseThrow());
  }

  @Test
  void onlyBytesCanBeBinaryAndTheirBoundaryCannotBeSet() {
    assertThrows(IllegalStateException.class, () -> Part.text("text/plain", "a").asBinary());
    assertThrows(IllegalStateException.class, () -> Part.raw(Content.of("")).asBinary());
    assertThrows(IllegalStateException.class, () -> Part.message(withBinaryPart()).asBinary());
    MessageBuilder builder = message().boundary("b");
    builder.inline("x@y", Part.of("a", BYTES).asBinary());
    assertThrows(IllegalArgumentException.class, builder::build);
  }

  @Test
  void binaryPartThatChangesItsLengthIsNotSent() {
    byte[] shorter = new byte[9];
    Part part =
        new Part(
            new Leaf(
                ContentHeader.of(MediaType.parse("x/y")),
                new StreamBody(
                    () -> new ByteArrayInputStream(shorter), OptionalLong.of(10), true)));
    Content content = message().attach(part).build().content();
    assertThrows(IOException.class, () -> content.writeTo(OutputStream.nullOutputStream()));
  }

  @Test
  void messageInsideAMessageHasTheSameForms() {
    Message inner = withBinaryPart();
    Message outer = message().attach(Part.message(inner)).build();
    List<Content> outside = forms(outer.content());
    List<Content> inside = forms(inner.content());
    for (int form = 0; form < outside.size(); form++) {
      String whole = Written.of(outside.get(form)).latin1();
      assertTrue(whole.contains(Written.of(inside.get(form)).latin1()));
      assertEquals(whole.length(), outside.get(form).size().orElseThrow());
    }
  }

  /** Text has CRLF in the binary form too, wherever it comes from, and its size counts that. */
  @Test
  void textBesideABinaryPartHasCrlf() throws Exception {
    String text = "Subject: a\nX: y\rMIME-Version: 1.0\r\n\nGr\u00fc\u00dfe\r\rlast line";
    byte[] bytes = text.getBytes(ISO_8859_1);
    String lines = new String(WireLines.sent(bytes), ISO_8859_1) + "\r\n";
    Envelope envelope = Envelope.of("ann@example.org", "bob@example.net");
    for (Content inner :
        List.of(
            Content.of(bytes),
            Content.of(Encoding.EIGHT_BIT, out -> out.write(bytes)),
            Content.of(
                Encoding.EIGHT_BIT,
                out -> {
                  for (byte b : bytes) {
                    out.write(b);
                  }
                }),
            Message.read(bytes).content(),
            Message.read(new ByteArrayInputStream(bytes)).content())) {
      for (Part part : List.of(Part.message(Mail.of(envelope, inner)), Part.raw(inner))) {
        Content content =
            message().attach(part, Part.of("all.bin", BYTES).asBinary()).build().content();
        assertEquals(Encoding.BINARY, content.encoding());
        if (inner.repeatable()) {
          String written = Written.of(content).latin1();
          assertTrue(written.contains("\r\n" + lines + "\r\n--=_"), written);
          assertEquals(inner.size().isPresent(), content.size().isPresent());
          content.size().ifPresent(size -> assertEquals(written.length(), size));
        }
      }
      if (!inner.repeatable()) {
        Message once = message().attach(Part.raw(inner)).build();
        assertTrue(Written.of(once).latin1().contains("\r\n" + lines + "\r\n--=_"));
      }
    }
  }

  @Test
  void sizeOfAMessageInBase64IsKnown() throws Exception {
    for (int length = 0; length < 200; length++) {
      Message inner = message().to("jürgen@example.org").text("x".repeat(length)).build();
      Content content = message().attach(Part.message(inner)).build().content();
      Content sevenBit = content.sevenBit().orElseThrow();
      assertEquals(Written.of(sevenBit).bytes().length, sevenBit.size().orElseThrow());
    }
  }

  @Test
  void rawPartHasTheFormsThatItsContentHas() {
    byte[] entity = "Content-Transfer-Encoding: binary\r\n\r\n\0".getBytes(ISO_8859_1);
    Content only = Content.of(Encoding.BINARY, out -> out.write(entity));
    Content content = message().attach(Part.raw(only)).build().content();
    assertEquals(Encoding.BINARY, content.encoding());
    assertTrue(content.eightBit().isEmpty());
    assertTrue(content.sevenBit().isEmpty());
  }

  @Test
  void signedFormIsOneThatServersNeedNotReencode() throws Exception {
    KeyPair keys = Keys.generate("Ed25519");
    DkimSigner signer = DkimSigner.builder("example.org", "s", keys.getPrivate()).build();
    assertEquals(Encoding.SEVEN_BIT, signer.sign(withBinaryPart()).content().encoding());
    Mail utf8 = withBinaryPart().toBuilder().to("jürgen@example.org").build();
    assertEquals(Encoding.EIGHT_BIT, signer.sign(utf8).content().encoding());
  }

  private static StoredMessage read(String bytes) throws IOException {
    return Message.read(bytes.getBytes(ISO_8859_1))
        .withEnvelope(Envelope.of("ann@example.org", "bob@example.net"));
  }

  private static String stored() {
    return CRLF_HEADER
        + "Content-Type: multipart/mixed; boundary=b\r\n"
        + "Content-Transfer-Encoding: binary\r\n\r\n"
        + "--b\r\nContent-Type: text/plain; charset=utf-8\r\n"
        + "Content-Transfer-Encoding: 8bit\r\n\r\nGr\u00c3\u00bc\u00c3\u009fe\r\n"
        + "--b\r\nContent-Disposition: attachment; filename=all.bin\r\n"
        + "Content-Transfer-Encoding: Binary\r\n\r\n"
        + new String(BYTES, ISO_8859_1)
        + "\r\n--b--\r\n";
  }

  @Test
  void storedBinaryMessageIsSentAsItIsOrWithItsBinaryPartsEncoded() throws Exception {
    for (Content form : forms(read(stored()).content())) {
      byte[] written = Written.of(form).bytes();
      for (Reader reader : Reader.inJava()) {
        Reading reading = reader.read(written);
        assertEquals(List.of("Grüße"), Texts.asRead(reading.texts()));
        assertEquals(HexFormat.of().formatHex(BYTES), reading.files().getFirst().hex());
      }
    }
    Content content = read(stored()).content();
    assertEquals(stored(), Written.of(content).latin1());
    assertEquals(stored().length(), content.size().orElseThrow());
  }

  @Test
  void eightBitFormLeavesEightBitPartsAsTheyAre() throws Exception {
    Content eightBit = read(stored()).content().eightBit().orElseThrow();
    String text = Written.of(eightBit).latin1();
    assertTrue(text.contains("8bit\r\n\r\nGr\u00c3\u00bc\u00c3\u009fe\r\n--b\r\n"), text);
    assertTrue(text.contains("boundary=b\r\nContent-Transfer-Encoding: 8bit\r\n\r\n--b"), text);
    assertFalse(text.toLowerCase(Locale.ROOT).contains("encoding: binary"), text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\rb", "a\r\n\nb", "\n"})
  void bareLineEndIsDataOnlyIfTheMessageIsDeclaredBinary(String body) throws Exception {
    String binary = CRLF_HEADER + "Content-Transfer-Encoding: binary\r\n\r\n" + body;
    assertEquals(Encoding.BINARY, read(binary).content().encoding());
    assertEquals(binary, Written.of(read(binary)).text());
    String encoded = Written.sevenBit(read(binary)).body();
    WireLines.assertValid(encoded.getBytes(ISO_8859_1), 0x7f);
    assertEquals(body, unquoted(encoded));
    assertEquals(Encoding.SEVEN_BIT, read(CRLF_HEADER + "\r\n" + body).content().encoding());
    String ofLf = binary.replace("\r\n", "\n");
    assertEquals(Encoding.SEVEN_BIT, read(ofLf).content().encoding());
  }

  private static String unquoted(String text) {
    return text.replace("=\r\n", "").replace("=0A", "\n").replace("=0D", "\r");
  }

  @Test
  void longLineInAMessageWithoutCrlfIsSentWithCrlf() throws Exception {
    String longLine = "x".repeat(999);
    for (String end : List.of("\n", "\r")) {
      String text = (CRLF_HEADER + "\r\n" + longLine + "\r\nb").replace("\r\n", end);
      Content content = read(text).content();
      assertEquals(Encoding.BINARY, content.encoding());
      String written = Written.of(content).text();
      assertEquals(CRLF_HEADER + "\r\n" + longLine + "\r\nb\r\n", written);
      assertEquals(written.length(), content.size().orElseThrow());
    }
  }

  @Test
  void signedBinaryMessageIsSentAsItIsOrNotAtAll() throws Exception {
    String signed = "DKIM-Signature: v=1; h=From; bh=x; b=y\r\n" + stored();
    Content content = read(signed).content();
    assertEquals(Encoding.BINARY, content.encoding());
    assertEquals(signed, Written.of(content).latin1());
    assertTrue(content.eightBit().isEmpty());
    assertTrue(content.sevenBit().isEmpty());
  }
}
