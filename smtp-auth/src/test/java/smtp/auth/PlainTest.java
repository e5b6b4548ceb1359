package smtp.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Credentials;
import smtp.api.spi.SaslException;
import smtp.api.spi.SaslMechanism;

class PlainTest {

  private static SaslMechanism plain(Credentials credentials) {
    return new PlainProvider().create(credentials, new TestContext()).orElseThrow();
  }

  private static String message(Credentials credentials) throws Exception {
    return new String(plain(credentials).initialResponse(), UTF_8);
  }

  @Test
  @Tag("S78")
  @Tag("S80")
  void sendsTheExampleOfRfc4616() throws Exception {
    assertEquals(
        "\0tim\0tanstaaftanstaaf", message(Credentials.password("tim", "tanstaaftanstaaf")));
  }

  @Test
  @Tag("P58")
  void sendsUtf8() throws Exception {
    byte[] message = plain(Credentials.password("üser", "p€ss🔑")).initialResponse();
    assertArrayEquals("\0üser\0p€ss🔑".getBytes(UTF_8), message);
  }

  @Test
  void a11ComposesNameAndPasswordHoweverTheyWereTyped() throws Exception {
    assertEquals(
        "\0\u00fcser\0p\u00e4ss", message(Credentials.password("u\u0308ser", "pa\u0308ss")));
  }

  @Test
  void sendsAnEmptyPassword() throws Exception {
    assertEquals("\0ann\0", message(Credentials.password("ann", "")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud800", "a\udc00b"})
  void refusesHalfASurrogatePair(String half) {
    var mechanism = plain(Credentials.password("ann", half));
    assertThrows(SaslException.class, mechanism::initialResponse);
  }

  @Test
  void isCompleteOnceItWasSent() throws Exception {
    var mechanism = plain(Credentials.password("ann", "secret"));
    assertFalse(mechanism.isComplete());
    mechanism.initialResponse();
    assertTrue(mechanism.isComplete());
  }

  @Test
  void a9GivesUpWhenTheServerWantsMore() throws Exception {
    var mechanism = plain(Credentials.password("ann", "secret"));
    mechanism.initialResponse();
    assertThrows(SaslException.class, () -> mechanism.respond(new byte[0]));
  }

  @Test
  void asksTheSupplierOnlyWhenTheExchangeBegins() throws Exception {
    AtomicReference<char[]> supplied = new AtomicReference<>();
    var mechanism =
        plain(
            Credentials.password(
                "ann",
                () -> {
                  supplied.set("secret".toCharArray());
                  return supplied.get();
                }));
    assertEquals(null, supplied.get());
    assertArrayEquals("\0ann\0secret".getBytes(UTF_8), mechanism.initialResponse());
    assertArrayEquals(new char[6], supplied.get(), "the supplied array is wiped");
  }

  @Test
  void aSupplierThatFailsIsTheCause() {
    var failure = new IllegalStateException("vault is sealed");
    var mechanism =
        plain(
            Credentials.password(
                "ann",
                () -> {
                  throw failure;
                }));
    assertSame(failure, assertThrows(SaslException.class, mechanism::initialResponse).getCause());
    assertFalse(mechanism.isComplete());
  }

  @Test
  void anInterruptedSupplierLeavesTheThreadInterrupted() {
    var mechanism =
        plain(
            Credentials.password(
                "ann",
                () -> {
                  throw new InterruptedException();
                }));
    assertThrows(SaslException.class, mechanism::initialResponse);
    assertTrue(Thread.interrupted());
  }

  @Test
  void usesPasswordsOnly() {
    var provider = new PlainProvider();
    assertEquals("PLAIN", provider.name());
    assertTrue(provider.needsConfidentiality());
    assertTrue(
        provider.create(Credentials.token("ann", () -> "token"), new TestContext()).isEmpty());
    assertTrue(provider.create(Credentials.anonymous(""), new TestContext()).isEmpty());
  }
}
