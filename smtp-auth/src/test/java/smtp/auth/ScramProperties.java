package smtp.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.ongres.scram.common.StringPreparation;
import java.text.Normalizer;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import smtp.api.Credentials;
import smtp.api.spi.SaslException;
import smtp.api.spi.SaslMechanism;
import smtp.testkit.ScramServer;

class ScramProperties {

  private final TestContext context = new TestContext().option("scram.min-iterations", "1");

  private SaslMechanism scram(String username, String password) throws SaslException {
    return new ScramSha256Provider()
        .create(Credentials.password(username, password), context)
        .orElseThrow();
  }

  @Property(tries = 300)
  void composedAndDecomposedPasswordsAreEqual(@ForAll("texts") String password) throws Exception {
    for (Normalizer.Form form : new Normalizer.Form[] {Normalizer.Form.NFC, Normalizer.Form.NFD}) {
      String typed = Normalizer.normalize(password, form);
      String stored = new String(Secrets.prepared(password.toCharArray()), UTF_8);
      var server = ScramServer.of("SHA-256", stored, 1);
      SaslMechanism scram = scram("ann", typed);
      String first = server.first(scram.initialResponse());
      scram.respond(server.last(scram.respond(first.getBytes(UTF_8))).getBytes(UTF_8));
      assertTrue(scram.isComplete());
    }
  }

  /** They were typed at one keyboard when they were stored, and at another when they are used. */
  @Property(tries = 300)
  void namesAndPasswordsEqualThoseThatAServerStored(
      @ForAll("texts") String name, @ForAll("texts") String password) throws Exception {
    Map<String, String> stored = Map.of(stored(name), stored(password));
    for (Normalizer.Form form : new Normalizer.Form[] {Normalizer.Form.NFC, Normalizer.Form.NFD}) {
      SaslMechanism scram =
          scram(Normalizer.normalize(name, form), Normalizer.normalize(password, form));
      byte[] first = scram.initialResponse();
      var asked = ScramServer.of("SHA-256", "");
      asked.first(first);
      String user = asked.userName().replace("=2C", ",").replace("=3D", "=");
      var server = ScramServer.of("SHA-256", stored.getOrDefault(user, "nobody"), 1);
      byte[] last = scram.respond(server.first(first).getBytes(UTF_8));
      scram.respond(server.last(last).getBytes(UTF_8));
      assertTrue(scram.isComplete());
    }
  }

  /** Prepares text as a server does: by SASLprep, and by RFC 8265 if SASLprep does not allow it. */
  private static String stored(String text) {
    try {
      return new String(StringPreparation.SASL_PREPARATION.normalize(text.toCharArray()));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return Normalizer.normalize(text, Normalizer.Form.NFC);
    }
  }

  @Property(tries = 1000)
  void namesNeverBreakTheMessage(@ForAll("texts") String name) throws Exception {
    String first = new String(scram(name, "x").initialResponse(), UTF_8);
    String[] attributes = first.split(",", -1);
    assertEquals(4, attributes.length, first);
    assertEquals("n", attributes[0]);
    assertEquals("", attributes[1]);
    assertTrue(attributes[2].startsWith("n="));
    assertTrue(attributes[3].startsWith("r="));
    assertFalse(attributes[2].substring(2).replace("=3D", "").replace("=2C", "").contains("="));
  }

  @Property(tries = 2000)
  void anyMessageOfAServerIsAtMostASaslException(
      @ForAll("messages") String first, @ForAll("messages") String last) throws Exception {
    SaslMechanism scram = scram("ann", "x");
    String start = new String(scram.initialResponse(), UTF_8);
    String nonce = start.substring(start.lastIndexOf(",r=") + 3);
    try {
      scram.respond(first.replace("N", nonce).getBytes(UTF_8));
      scram.respond(last.getBytes(UTF_8));
    } catch (SaslException e) {
      assertFalse(scram.isComplete());
      return;
    }
    throw new AssertionError("believed " + first + " and " + last);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
            Arbitraries.strings()
                .withChars("aZ9 ,=üß\u00a0\u00adﬁ例٣א")
                .ofMinLength(1)
                .ofMaxLength(12),
            Arbitraries.strings().ofMinLength(1).ofMaxLength(12))
        .filter(ScramProperties::isTyped);
  }

  /** Whether it has no control characters, which credentials refuse, and is valid Unicode. */
  private static boolean isTyped(String text) {
    return text.codePoints()
        .noneMatch(c -> c < 0x20 || c == 0x7f || Character.getType(c) == Character.SURROGATE);
  }

  @Provide
  Arbitrary<String> messages() {
    return Arbitraries.oneOf(
        Arbitraries.of(
                "r=N",
                "Nx",
                ",",
                "s=",
                "QSXCR+Q6sek8bf92",
                "i=",
                "40",
                "v=",
                "e=",
                "m=",
                "=",
                "A",
                "\0")
            .list()
            .ofMaxSize(8)
            .map(parts -> String.join("", parts)),
        Arbitraries.strings().ofMaxLength(20),
        Arbitraries.just("r=Nx,s=QSXCR+Q6sek8bf92,i=40"));
  }
}
