package smtp.auth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static smtp.auth.Utf8.answer;
import static smtp.auth.Utf8.bytes;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smtp.api.Credentials;
import smtp.api.spi.SaslException;
import smtp.api.spi.SaslMechanism;

class LoginTest {

  private static SaslMechanism login() {
    return login(Credentials.password("ann", "secret"));
  }

  private static SaslMechanism login(Credentials credentials) {
    SaslMechanism mechanism =
        new LoginProvider().create(credentials, new TestContext()).orElseThrow();
    try {
      assertNull(mechanism.initialResponse(), "the server sends first");
    } catch (SaslException e) {
      throw new AssertionError(e);
    }
    return mechanism;
  }

  /** The name, then the password: only the number of a prompt counts, not what it says. */
  @ParameterizedTest
  @CsvSource({
    "Username:, Password:",
    "User Name\0, Password\0",
    "'', ''",
    "Benutzer, Kennwort",
    "' User:', 'Password for user ann:'",
    "User Name:, User Password:",
    "Username:, Username:",
    "Password:, Username:",
    "1, 2",
  })
  @Tag("S78")
  @Tag("S81")
  @Tag("P53")
  void promptsAreAnsweredWhateverTheySay(String first, String second) throws Exception {
    var mechanism = login();
    assertFalse(mechanism.readsChallenges());
    assertEquals("ann", answer(mechanism, first));
    assertFalse(mechanism.isComplete());
    assertEquals("secret", answer(mechanism, second));
    assertTrue(mechanism.isComplete());
  }

  @Test
  void textIsSentAsComposedUtf8() throws Exception {
    var mechanism = login(Credentials.password("u\u0308ser", "p€ss🔑"));
    assertEquals("\u00fcser", answer(mechanism, "Username:"));
    assertEquals("p€ss🔑", answer(mechanism, "Password:"));
  }

  @Test
  void thirdPromptIsRefused() throws Exception {
    var mechanism = login();
    answer(mechanism, "Username:");
    answer(mechanism, "Password:");
    assertThrows(SaslException.class, () -> answer(mechanism, "Password:"));
  }

  @Test
  void supplierThatFailsDoesSoBeforeAnythingIsSent() {
    var mechanism =
        new LoginProvider()
            .create(
                Credentials.password(
                    "ann",
                    () -> {
                      throw new IllegalStateException("vault is sealed");
                    }),
                new TestContext())
            .orElseThrow();
    assertThrows(SaslException.class, mechanism::initialResponse);
  }

  @Test
  void closeWipesThePassword() throws Exception {
    var mechanism = login();
    answer(mechanism, "Username:");
    mechanism.close();
    assertArrayEquals(new byte[6], mechanism.respond(bytes("Password:")));
  }

  @Test
  void onlyPasswordsAreUsed() {
    var provider = new LoginProvider();
    assertEquals("LOGIN", provider.name());
    assertTrue(provider.needsConfidentiality());
    assertTrue(
        provider.create(Credentials.token("ann", () -> "token"), new TestContext()).isEmpty());
  }
}
