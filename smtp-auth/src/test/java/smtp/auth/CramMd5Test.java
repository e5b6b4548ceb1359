package smtp.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import smtp.api.Credentials;
import smtp.api.spi.SaslException;
import smtp.api.spi.SaslMechanism;

class CramMd5Test {

  private static final String CHALLENGE = "<1896.697170952@postoffice.reston.mci.net>";

  private static SaslMechanism cram(String username, String password) throws SaslException {
    SaslMechanism mechanism =
        new CramMd5Provider()
            .create(Credentials.password(username, password), new TestContext())
            .orElseThrow();
    assertNull(mechanism.initialResponse(), "the server speaks first");
    return mechanism;
  }

  private static String answer(SaslMechanism mechanism, String challenge) throws SaslException {
    return new String(mechanism.respond(challenge.getBytes(UTF_8)), UTF_8);
  }

  @Test
  @Tag("S78")
  @Tag("S79")
  @Tag("P64")
  void givesTheAnswerOfRfc2195() throws Exception {
    var mechanism = cram("tim", "tanstaaftanstaaf");
    assertFalse(mechanism.isComplete());
    assertEquals("tim b913a602c7eda7a495b4e6e7334d3890", answer(mechanism, CHALLENGE));
    assertTrue(mechanism.isComplete());
  }

  @Test
  void a11ComposesNameAndPassword() throws Exception {
    assertEquals(
        answer(cram("j\u00fcrgen", "p\u00e4ss"), CHALLENGE),
        answer(cram("ju\u0308rgen", "pa\u0308ss"), CHALLENGE));
    assertTrue(answer(cram("j\u00fcrgen x", "p"), CHALLENGE).startsWith("j\u00fcrgen x "));
  }

  @Test
  void anEmptyPasswordIsAKeyLikeAnyOther() throws Exception {

    assertEquals("ann 5a470ef74cd7af75c375be99c6ef771f", answer(cram("ann", ""), "x"));
    assertNotEquals(answer(cram("ann", ""), "x"), answer(cram("ann", " "), "x"));
  }

  @Test
  void a9AnEmptyChallengeIsNotAnswered() throws Exception {
    var mechanism = cram("ann", "secret");
    assertThrows(SaslException.class, () -> answer(mechanism, ""));
    assertFalse(mechanism.isComplete());
  }

  @Test
  void a9GivesUpWhenTheServerWantsMore() throws Exception {
    var mechanism = cram("ann", "secret");
    answer(mechanism, CHALLENGE);
    assertThrows(SaslException.class, () -> answer(mechanism, CHALLENGE));
  }

  @Test
  void isNotThereWhereMd5IsNot() {
    var credentials = Credentials.password("ann", "secret");
    assertEquals(
        Optional.empty(), new CramMd5Provider("HmacNone").create(credentials, new TestContext()));
  }

  @Test
  void closeWipesThePassword() throws Exception {
    var mechanism = cram("ann", "secret");
    mechanism.close();
    assertNotEquals(answer(cram("ann", "secret"), "x"), answer(mechanism, "x"));
  }

  @Test
  void usesPasswordsOnlyAndNotInClear() {
    var provider = new CramMd5Provider();
    assertEquals("CRAM-MD5", provider.name());
    assertTrue(provider.needsConfidentiality());
    assertTrue(provider.create(Credentials.anonymous(""), new TestContext()).isEmpty());
  }
}
