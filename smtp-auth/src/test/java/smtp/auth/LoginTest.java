package smtp.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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
      assertNull(mechanism.initialResponse(), "the server speaks first");
    } catch (SaslException e) {
      throw new AssertionError(e);
    }
    return mechanism;
  }

  private static String answer(SaslMechanism mechanism, String prompt) throws SaslException {
    return new String(mechanism.respond(prompt.getBytes(UTF_8)), UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "Username:, Password:",
    "User Name\0, Password\0",
    "username:, password:",
    "USERNAME, PASSWORD",
    "'', ''",
    "Benutzer, Kennwort",
    "' User:', 'Password for user ann:'",
    "1, 2",
  })
  @Tag("S78")
  @Tag("S81")
  void answersThePromptsOfServersInTheWild(String first, String second) throws Exception {
    var mechanism = login();
    assertEquals("ann", answer(mechanism, first));
    assertFalse(mechanism.isComplete());
    assertEquals("secret", answer(mechanism, second));
    assertTrue(mechanism.isComplete());
  }

  @Test
  void sendsUtf8Composed() throws Exception {
    var mechanism = login(Credentials.password("u\u0308ser", "p€ss🔑"));
    assertEquals("\u00fcser", answer(mechanism, "Username:"));
    assertEquals("p€ss🔑", answer(mechanism, "Password:"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Username:", "User Name\0", " username"})
  @Tag("P53")
  void a9NeverSendsThePasswordAsAUserName(String prompt) throws Exception {
    var mechanism = login();
    answer(mechanism, "Username:");
    assertThrows(SaslException.class, () -> answer(mechanism, prompt));
    assertFalse(mechanism.isComplete());
  }

  @Test
  void a9GivesUpWhenAskedForThePasswordFirst() {
    assertThrows(SaslException.class, () -> answer(login(), "Password:"));
  }

  @Test
  void a9GivesUpAtAThirdPrompt() throws Exception {
    var mechanism = login();
    answer(mechanism, "Username:");
    answer(mechanism, "Password:");
    assertThrows(SaslException.class, () -> answer(mechanism, "Password:"));
  }

  @Test
  void aSupplierThatFailsDoesSoBeforeAnythingIsSent() {
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
    assertArrayEquals(new byte[6], mechanism.respond("Password:".getBytes(UTF_8)));
  }

  @Test
  void usesPasswordsOnly() {
    var provider = new LoginProvider();
    assertEquals("LOGIN", provider.name());
    assertTrue(provider.needsConfidentiality());
    assertTrue(
        provider.create(Credentials.token("ann", () -> "token"), new TestContext()).isEmpty());
  }
}
