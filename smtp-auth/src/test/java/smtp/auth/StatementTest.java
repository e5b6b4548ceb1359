package smtp.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import smtp.api.Credentials;
import smtp.api.spi.SaslException;
import smtp.api.spi.SaslMechanism;

/** EXTERNAL and ANONYMOUS. */
class StatementTest {

  private final ExternalProvider external = new ExternalProvider();
  private final AnonymousProvider anonymous = new AnonymousProvider();

  private SaslMechanism external(String authorizationId) {
    return external.create(Credentials.external(authorizationId), new TestContext()).orElseThrow();
  }

  private SaslMechanism anonymous(String trace) throws SaslException {
    return anonymous.create(Credentials.anonymous(trace), new TestContext()).orElseThrow();
  }

  @Test
  void a12ExternalSaysNothingAndThatIsAResponse() throws Exception {
    var mechanism = external("");
    assertFalse(mechanism.isComplete());
    assertArrayEquals(new byte[0], mechanism.initialResponse());
    assertTrue(mechanism.isComplete());
  }

  @Test
  void a11ExternalSaysWhomToActAs() throws Exception {
    assertArrayEquals(
        "fred@example.com".getBytes(UTF_8), external("fred@example.com").initialResponse());
    assertArrayEquals("j\u00fc".getBytes(UTF_8), external("ju\u0308").initialResponse());
  }

  @Test
  void anonymousLeavesATrace() throws Exception {
    assertArrayEquals("sirhc".getBytes(UTF_8), anonymous("sirhc").initialResponse());
    assertArrayEquals(new byte[0], anonymous("").initialResponse());
  }

  @Test
  void aTraceHas255Characters() throws Exception {
    anonymous("🔑".repeat(255));
    assertThrows(SaslException.class, () -> anonymous("x".repeat(256)));
  }

  @Test
  void a9BothGiveUpWhenTheServerWantsMore() throws Exception {
    assertThrows(SaslException.class, () -> external("").respond(new byte[0]));
    assertThrows(SaslException.class, () -> anonymous("x").respond(new byte[0]));
  }

  @Test
  void eachTakesItsOwnCredentialsOnly() throws Exception {
    assertEquals("EXTERNAL", external.name());
    assertEquals("ANONYMOUS", anonymous.name());
    var context = new TestContext();
    assertTrue(external.create(Credentials.anonymous(""), context).isEmpty());
    assertTrue(external.create(Credentials.password("ann", "x"), context).isEmpty());
    assertTrue(anonymous.create(Credentials.external(""), context).isEmpty());
    assertTrue(anonymous.create(Credentials.password("ann", "x"), context).isEmpty());
  }

  @Test
  void noneOfThemHasASecretToHide() {
    assertFalse(external.needsConfidentiality());
    assertFalse(anonymous.needsConfidentiality());
  }
}
