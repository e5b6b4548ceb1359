package smtp.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.KeyPair;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Mail;
import smtp.message.support.DkimVerifier;
import smtp.message.support.Keys;
import smtp.message.support.WireLines;
import smtp.message.support.Written;

/** A signature is valid for a message as the session sends it, in every canonical form. */
class DkimProperties {

  private static final KeyPair KEYS = Keys.generate("Ed25519");

  @Provide
  Arbitrary<String> bodies() {
    return Arbitraries.of("\r\n", "\n", "\r", " ", "\t", "a", ".", "word")
        .list()
        .ofMaxSize(25)
        .map(list -> String.join("", list));
  }

  @Property(tries = 200)
  void signatureIsValidInEveryCombinationOfForms(
      @ForAll("bodies") String body,
      @ForAll Canonicalization header,
      @ForAll Canonicalization bodyForm)
      throws Exception {
    String text = "from :  a@b\t \r\n\tc\r\nX: y\r\nSubject:x\r\nSubject: \r\n\r\n" + body;
    Mail mail = Mail.of(Envelope.of("a@b", "c@d"), Content.of(text));
    Mail signed =
        DkimSigner.builder("a.example", "s", KEYS.getPrivate())
            .canonicalization(header, bodyForm)
            .build()
            .sign(mail);
    String sent = new String(WireLines.sent(Written.of(signed).bytes()), UTF_8);
    String wire = sent.endsWith("\r\n") ? sent : sent + "\r\n";
    assertTrue(new DkimVerifier(wire.getBytes(UTF_8)).verify(0, KEYS.getPublic()), wire);
  }
}
