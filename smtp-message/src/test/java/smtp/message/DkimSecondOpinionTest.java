package smtp.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import smtp.api.Envelope;
import smtp.api.Mail;
import smtp.message.peer.Dkimpy;
import smtp.message.support.Keys;
import smtp.message.support.WireLines;
import smtp.message.support.Written;

/** For dkimpy, signed messages are valid, and changed ones are not. */
class DkimSecondOpinionTest {

  private static final String MISSING =
      "Skipped: dkimpy is not installed (apt-get install python3-dkim python3-nacl)";

  private static final KeyPair RSA = Keys.generate("RSA");
  private static final KeyPair ED25519 = Keys.generate("Ed25519");

  private static Optional<Dkimpy> dkimpy = Optional.empty();

  @BeforeAll
  static void startDkimpy() throws Exception {
    dkimpy = Dkimpy.start();
    if (dkimpy.isEmpty()) {
      System.out.println(MISSING);
    }
    assumeTrue(dkimpy.isPresent(), MISSING);
  }

  @AfterAll
  static void stopDkimpy() throws Exception {
    if (dkimpy.isPresent()) {
      dkimpy.get().close();
    }
  }

  /** The selector is the name of the algorithm. */
  private static DkimSigner.Builder signer(KeyPair keys) {
    String selector = keys.getPublic().getAlgorithm();
    return DkimSigner.builder("example.org", selector, keys.getPrivate());
  }

  private static String verify(byte[] message, int index, KeyPair keys) throws Exception {
    String selector = keys.getPublic().getAlgorithm();
    String name = selector + "._domainkey.example.org";
    return dkimpy.orElseThrow().verify(message, index, name, keys.getPublic());
  }

  private static String verify(Mail signed, KeyPair keys) throws Exception {
    return verify(Written.of(signed).bytes(), 0, keys);
  }

  private static MessageBuilder message() {
    return Message.builder().from("Ann <ann@example.org>").to("bob@example.net").subject("Hello");
  }

  private static Stream<Mail> messages() throws Exception {
    return Stream.of(
        message().text("Short").build(),
        message().text("").build(),
        message().text("Blanks  at ends \t \n\n\n  and \t between \n\n\n").build(),
        message().subject("Grüße ".repeat(40)).text("Viele Grüße\n".repeat(30)).build(),
        message().html("<p>Hi</p>").text("Hi").attach(attachments()).build(),
        message().cc("c@d", "e@f").bcc("g@h").header("X-A", "b").text("Several").build(),
        stored("from:  a@b\t \r\n\t(c)\r\nSubject:x\r\nsubject: \r\n\r\n\r\n"),
        stored("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nü\r\n"),
        stored("From: a@b\nTo: c@d\n\nUnix\n\n\n"));
  }

  private static Mail stored(String text) throws Exception {
    return Message.read(text.getBytes(UTF_8)).withEnvelope(Envelope.of("a@b", "c@d"));
  }

  private static Part[] attachments() {
    byte[] bytes = new byte[100_000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * i);
    }
    return new Part[] {Part.of("日報.bin", bytes), Part.message(message().text("ü").build())};
  }

  private static Stream<Arguments> forms() {
    return Stream.of(RSA, ED25519)
        .flatMap(keys ->
            Stream.of(Canonicalization.values())
                .flatMap(header ->
                    Stream.of(Canonicalization.values())
                        .map(body -> Arguments.of(signer(keys), keys, header, body))));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void everyFormOfEveryMessageIsValid(
      DkimSigner.Builder builder, KeyPair keys, Canonicalization header, Canonicalization body)
      throws Exception {
    DkimSigner signer = builder.canonicalization(header, body).build();
    for (Mail message : messages().toList()) {
      Mail signed = signer.sign(message);
      assertEquals(
          "valid",
          verify(WireLines.sent(Written.of(signed).bytes()), 0, keys),
          () -> Written.of(signed).text());
    }
  }

  @ParameterizedTest
  @MethodSource("forms")
  void anyChangedByteMakesTheSignatureInvalid(
      DkimSigner.Builder builder, KeyPair keys, Canonicalization header, Canonicalization body)
      throws Exception {
    Mail signed =
        builder.canonicalization(header, body).build().sign(message().text("Pay 100").build());
    byte[] bytes = Written.of(signed).bytes();
    int end = new String(bytes, ISO_8859_1).indexOf("\r\nFrom:");
    for (int i = end + 2; i < bytes.length; i++) {
      if (bytes[i] > ' ') {
        byte[] changed = bytes.clone();
        changed[i] ^= 1;
        assertNotEquals("valid", verify(changed, 0, keys), () -> new String(changed, ISO_8859_1));
      }
    }
  }

  @Test
  void eachOfSeveralSignaturesIsValid() throws Exception {
    Message message = message().text("Viele Grüße").attach(attachments()).build();
    Mail twice = signer(RSA).build().sign(signer(ED25519).build().sign(message));
    byte[] bytes = Written.of(twice).bytes();
    assertEquals("valid", verify(bytes, 0, RSA));
    assertEquals("valid", verify(bytes, 1, ED25519));
    assertNotEquals("valid", verify(bytes, 0, ED25519));
    bytes[bytes.length - 10] ^= 1;
    assertNotEquals("valid", verify(bytes, 0, RSA));
    assertNotEquals("valid", verify(bytes, 1, ED25519));
  }

  @Test
  void addedFieldMakesTheSignatureInvalidIfItsNameIsSigned() throws Exception {
    String signed = Written.of(signer(ED25519).build().sign(message().text("a").build())).text();
    for (String name : List.of("From", "Subject", "To", "Cc", "Content-Type")) {
      byte[] added = (name + ": x@y\r\n" + signed).getBytes(UTF_8);
      assertNotEquals("valid", verify(added, 0, ED25519), name);
    }
    for (String name : List.of("Received", "Sender", "Reply-To", "List-Id", "List-Unsubscribe")) {
      byte[] added = (name + ": x@y\r\n" + signed).getBytes(UTF_8);
      assertEquals("valid", verify(added, 0, ED25519), name);
    }
  }

  @Test
  void timeOfSigningAndExpiryAreValid() throws Exception {
    DkimSigner signer = signer(RSA).lifetime(Duration.ofDays(7)).build();
    Mail signed = signer.sign(message().text("a").build());
    assertEquals("valid", verify(signed, RSA));
    String longer = Written.of(signed).text().replaceAll("x=\\d+", "x=4102444800");
    assertNotEquals("valid", verify(longer.getBytes(UTF_8), 0, RSA));
  }

  @Test
  void chosenFieldsAreValid() throws Exception {
    DkimSigner chosen =
        signer(ED25519)
            .fields("Subject", "X-A")
            .oversign("X-B")
            .identity("a b@x.example.org")
            .build();
    assertEquals("valid", verify(chosen.sign(message().text("a").build()), ED25519));
    DkimSigner eightBit = signer(ED25519).eightBit().build();
    assertEquals("valid", verify(eightBit.sign(message().text("Grüße").build()), ED25519));
  }
}
