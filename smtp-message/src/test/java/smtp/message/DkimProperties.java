package smtp.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Mail;

/** A signature is valid for what the wire makes of a message, in every form. */
class DkimProperties {

  private static final KeyPair KEYS = keys();

  private static KeyPair keys() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  @Provide
  Arbitrary<String> bodies() {
    return Arbitraries.of("\r\n", "\n", "\r", " ", "\t", "a", ".", "word")
        .list()
        .ofMaxSize(25)
        .map(list -> String.join("", list));
  }

  @Property(tries = 200)
  void everyCombinationOfFormsIsVerified(
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
    // What the wire makes of it
    String wire = Written.of(signed).text().replaceAll("\r\n|\r|\n", "\r\n");
    wire = wire.endsWith("\r\n") ? wire : wire + "\r\n";
    assertTrue(new DkimVerifier(wire.getBytes(UTF_8)).verify(0, KEYS.getPublic()), wire);
  }
}
