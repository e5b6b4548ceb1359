package smtp.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static smtp.auth.Utf8.answer;

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
    assertNull(mechanism.initialResponse(), "the server sends first");
    return mechanism;
  }

  @Test
  @Tag("S78")
  @Tag("S79")
  @Tag("P64")
  void exampleOfRfc2195IsSent() throws Exception {
    var mechanism = cram("tim", "tanstaaftanstaaf");
    assertFalse(mechanism.isComplete());
    assertEquals("tim b913a602c7eda7a495b4e6e7334d3890", answer(mechanism, CHALLENGE));
    assertTrue(mechanism.isComplete());
  }

  @Test
  void nameAndPasswordAreComposed() throws Exception {
    assertEquals(
        answer(cram("j\u00fcrgen", "p\u00e4ss"), CHALLENGE),
        answer(cram("ju\u0308rgen", "pa\u0308ss"), CHALLENGE));
    assertTrue(answer(cram("j\u00fcrgen x", "p"), CHALLENGE).startsWith("j\u00fcrgen x "));
  }

  @Test
  void emptyPasswordIsAnOrdinaryKey() throws Exception {

    assertEquals("ann 5a470ef74cd7af75c375be99c6ef771f", answer(cram("ann", ""), "x"));
    assertNotEquals(answer(cram("ann", ""), "x"), answer(cram("ann", " "), "x"));
  }

  @Test
  void emptyChallengeIsNotAnswered() throws Exception {
    var mechanism = cram("ann", "secret");
    assertThrows(SaslException.class, () -> answer(mechanism, ""));
    assertFalse(mechanism.isComplete());
  }

  @Test
  void challengeAfterTheEndIsRefused() throws Exception {
    var mechanism = cram("ann", "secret");
    answer(mechanism, CHALLENGE);
    assertThrows(SaslException.class, () -> answer(mechanism, CHALLENGE));
  }

  @Test
  void mechanismNeedsMd5() {
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
  void onlyPasswordsAreUsedAndOnlyOverTls() {
    var provider = new CramMd5Provider();
    assertEquals("CRAM-MD5", provider.name());
    assertTrue(provider.needsConfidentiality());
    assertTrue(provider.create(Credentials.anonymous(""), new TestContext()).isEmpty());
  }
}
