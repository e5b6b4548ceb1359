package smtp.core.internal.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smtp.api.Capabilities;
import smtp.api.Content;
import smtp.api.Content.Encoding;
import smtp.api.Envelope;
import smtp.api.Extension;
import smtp.api.Mail;
import smtp.api.Parameter;
import smtp.api.SmtpException;
import smtp.api.SmtpNotSupportedException;
import smtp.core.internal.wire.DataEncoder;

/** The form in which a message is sent, and messages that cannot be sent at all. */
class PreparedMailTest {

  private static Capabilities offering(String extensions) {
    Map<Extension, String> offered =
        Arrays.stream(extensions.split(" "))
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toMap(Extension::new, name -> "", (one, other) -> one));
    return Capabilities.of(offered);
  }

  /** A content with the properties that a test sets. */
  private record Fake(
      Encoding encoding, boolean requiresUtf8, boolean hasCanonicalLines, Function<Fake, Fake> form)
      implements Content {

    static Fake of(Encoding encoding) {
      return new Fake(encoding, false, false, fake -> fake);
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      out.write('x');
    }

    @Override
    public Optional<Content> eightBit() {
      return Optional.of(of(Encoding.EIGHT_BIT));
    }

    @Override
    public Optional<Content> sevenBit() {
      return Optional.of(form.apply(of(Encoding.SEVEN_BIT)));
    }
  }

  private static PreparedMail prepared(Content content, String extensions) throws SmtpException {
    Envelope envelope = Envelope.of("a@example.org", "b@example.net");
    return PreparedMail.of(Mail.of(envelope, content), offering(extensions));
  }

  @ParameterizedTest
  @CsvSource({
    "BINARY,    8BITMIME BINARYMIME CHUNKING, BINARY",
    "BINARY,    8BITMIME BINARYMIME,          EIGHT_BIT",
    "BINARY,    8BITMIME CHUNKING,            EIGHT_BIT",
    "BINARY,    CHUNKING,                     SEVEN_BIT",
    "EIGHT_BIT, 8BITMIME,                     EIGHT_BIT",
    "EIGHT_BIT, BINARYMIME CHUNKING,          SEVEN_BIT",
    "SEVEN_BIT, '',                           SEVEN_BIT"
  })
  void leastEncodedFormThatTheServerSupportsIsSent(Encoding encoding, String offered, Encoding sent)
      throws SmtpException {
    assertEquals(sent, prepared(Fake.of(encoding), offered).content().encoding());
  }

  @Test
  void missingFormIsNotSent() {
    Content content = new Fake(Encoding.EIGHT_BIT, false, false, fake -> Fake.of(Encoding.BINARY));
    var failure =
        assertThrows(SmtpNotSupportedException.class, () -> prepared(content, "SIZE DSN"));
    assertEquals(Extension.EIGHTBITMIME, failure.extension());
  }

  @ParameterizedTest
  @CsvSource({
    "BINARY,    BINARYMIME, the server would have to offer BINARYMIME and CHUNKING",
    "EIGHT_BIT, 8BITMIME,   the server would have to offer 8BITMIME"
  })
  void messageNamesTheExtensionThatTheContentNeeds(Encoding encoding, String needed, String end) {
    Content only = Content.of(encoding, out -> {});
    var failure = assertThrows(SmtpNotSupportedException.class, () -> prepared(only, "SIZE"));
    assertEquals("The content is not 7-bit and has no 7-bit form; " + end, failure.getMessage());
    assertEquals(new Extension(needed), failure.extension());
  }

  @Test
  void messageTellsWhyThereIsNoOtherForm() {
    Content signed =
        new Content() {
          @Override
          public void writeTo(OutputStream out) {}

          @Override
          public Encoding encoding() {
            return Encoding.EIGHT_BIT;
          }

          @Override
          public Optional<String> noSevenBitReason() {
            return Optional.of("a signature covers a part");
          }
        };
    var failure = assertThrows(SmtpNotSupportedException.class, () -> prepared(signed, "SIZE"));
    assertEquals(
        "The content is not 7-bit and has no 7-bit form, because a signature covers a part;"
            + " the server would have to offer 8BITMIME",
        failure.getMessage());
  }

  /** Normalizing correct lines would be wasted work; binary content has no lines. */
  @Test
  void onlyContentWithUncheckedLinesIsNormalized() throws SmtpException {
    String all = "8BITMIME BINARYMIME CHUNKING";
    Content canonical = new Fake(Encoding.SEVEN_BIT, false, true, fake -> fake);
    assertEquals(DataEncoder.Form.BINARY, prepared(canonical, all).chunkForm());
    assertEquals(DataEncoder.Form.BINARY, prepared(Fake.of(Encoding.BINARY), all).chunkForm());
    assertEquals(DataEncoder.Form.BDAT, prepared(Fake.of(Encoding.SEVEN_BIT), all).chunkForm());
  }

  @Test
  void declaredBinaryNeedsChunking() throws SmtpException {
    Envelope envelope =
        Envelope.builder()
            .recipient("b@example.net")
            .parameter(Parameter.body(Encoding.BINARY))
            .build();
    Mail mail = Mail.of(envelope, Content.of("x\n"));
    var failure =
        assertThrows(
            SmtpNotSupportedException.class, () -> PreparedMail.of(mail, offering("BINARYMIME")));
    assertEquals(Extension.CHUNKING, failure.extension());
    assertEquals(
        "MAIL FROM:<> BODY=BINARYMIME",
        PreparedMail.of(mail, offering("BINARYMIME CHUNKING")).mail().line());
  }

  @Test
  void eachReasonForUtf8DeclaresIt() throws SmtpException {
    Content plain = Fake.of(Encoding.EIGHT_BIT);
    Content utf8 = new Fake(Encoding.EIGHT_BIT, true, false, fake -> fake);
    Envelope ascii = Envelope.of("a@example.org", "b@example.net");
    Envelope international = Envelope.of("ä@example.org", "b@example.net");
    Envelope declared =
        Envelope.builder()
            .sender("a@example.org")
            .recipient("b@bücher.example")
            .parameter(Parameter.smtpUtf8())
            .build();
    assertEquals("MAIL FROM:<a@example.org> BODY=8BITMIME", mailLine(ascii, plain));
    assertEquals("MAIL FROM:<a@example.org> BODY=8BITMIME SMTPUTF8", mailLine(ascii, utf8));
    assertEquals(
        "MAIL FROM:<ä@example.org> BODY=8BITMIME SMTPUTF8", mailLine(international, plain));
    assertEquals("MAIL FROM:<a@example.org> SMTPUTF8 BODY=8BITMIME", mailLine(declared, plain));
    PreparedMail mail = PreparedMail.of(Mail.of(declared, plain), offering("SMTPUTF8 8BITMIME"));
    assertEquals("RCPT TO:<b@bücher.example>", mail.recipients().getFirst().line());
    for (Mail needing : new Mail[] {Mail.of(ascii, utf8), Mail.of(international, plain)}) {
      var failure =
          assertThrows(
              SmtpNotSupportedException.class,
              () -> PreparedMail.of(needing, offering("8BITMIME")));
      assertEquals(Extension.SMTPUTF8, failure.extension());
    }
  }

  private static String mailLine(Envelope envelope, Content content) throws SmtpException {
    return PreparedMail.of(Mail.of(envelope, content), offering("SMTPUTF8 8BITMIME")).mail().line();
  }

  @Test
  void contentOverTheServersLimitIsNotSent() throws SmtpException {
    Capabilities three = Capabilities.of(Map.of(Extension.SIZE, "3"));
    Envelope envelope = Envelope.of("a@example.org", "b@example.net");
    Content fits = Content.of("x\n");
    assertSame(fits, PreparedMail.of(Mail.of(envelope, fits), three).content());
    var failure =
        assertThrows(
            SmtpNotSupportedException.class,
            () -> PreparedMail.of(Mail.of(envelope, Content.of("xx\n")), three));
    assertEquals("The content has 4 bytes, but the server accepts at most 3", failure.getMessage());
  }
}
