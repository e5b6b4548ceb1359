package smtp.auth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static smtp.auth.Utf8.bytes;

import org.junit.jupiter.api.Test;
import smtp.api.Credentials;
import smtp.api.spi.SaslException;
import smtp.api.spi.SaslMechanism;

/** EXTERNAL and ANONYMOUS send one response. */
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
  void externalSendsAnEmptyResponse() throws Exception {
    var mechanism = external("");
    assertFalse(mechanism.isComplete());
    assertArrayEquals(new byte[0], mechanism.initialResponse());
    assertTrue(mechanism.isComplete());
  }

  @Test
  void externalSendsTheIdentityToActAs() throws Exception {
    assertArrayEquals(bytes("fred@example.com"), external("fred@example.com").initialResponse());
    assertArrayEquals(bytes("j\u00fc"), external("ju\u0308").initialResponse());
  }

  @Test
  void anonymousSendsTheTrace() throws Exception {
    assertArrayEquals(bytes("sirhc"), anonymous("sirhc").initialResponse());
    assertArrayEquals(new byte[0], anonymous("").initialResponse());
  }

  @Test
  void traceHasAtMost255Characters() throws Exception {
    anonymous("🔑".repeat(255));
    assertThrows(SaslException.class, () -> anonymous("x".repeat(256)));
  }

  @Test
  void challengeIsRefused() throws Exception {
    assertThrows(SaslException.class, () -> external("").respond(new byte[0]));
    assertThrows(SaslException.class, () -> anonymous("x").respond(new byte[0]));
  }

  @Test
  void onlyTheirOwnCredentialsAreUsed() throws Exception {
    assertEquals("EXTERNAL", external.name());
    assertEquals("ANONYMOUS", anonymous.name());
    var context = new TestContext();
    assertTrue(external.create(Credentials.anonymous(""), context).isEmpty());
    assertTrue(external.create(Credentials.password("ann", "x"), context).isEmpty());
    assertTrue(anonymous.create(Credentials.external(""), context).isEmpty());
    assertTrue(anonymous.create(Credentials.password("ann", "x"), context).isEmpty());
  }

  @Test
  void neitherNeedsConfidentiality() {
    assertFalse(external.needsConfidentiality());
    assertFalse(anonymous.needsConfidentiality());
  }
}
