package smtp.auth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static smtp.auth.Utf8.bytes;
import static smtp.auth.Utf8.text;

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
    return text(plain(credentials).initialResponse());
  }

  @Test
  @Tag("S78")
  @Tag("S80")
  void exampleOfRfc4616IsSent() throws Exception {
    assertEquals(
        "\0tim\0tanstaaftanstaaf", message(Credentials.password("tim", "tanstaaftanstaaf")));
  }

  @Test
  @Tag("P58")
  void textIsSentAsUtf8() throws Exception {
    byte[] message = plain(Credentials.password("üser", "p€ss🔑")).initialResponse();
    assertArrayEquals(bytes("\0üser\0p€ss🔑"), message);
  }

  @Test
  void nameAndPasswordAreComposedHoweverTheyWereTyped() throws Exception {
    assertEquals(
        "\0\u00fcser\0p\u00e4ss", message(Credentials.password("u\u0308ser", "pa\u0308ss")));
  }

  @Test
  void emptyPasswordIsSent() throws Exception {
    assertEquals("\0ann\0", message(Credentials.password("ann", "")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud800", "a\udc00b"})
  void halfOfASurrogatePairIsRefused(String half) {
    var mechanism = plain(Credentials.password("ann", half));
    assertThrows(SaslException.class, mechanism::initialResponse);
  }

  @Test
  void exchangeIsCompleteAfterTheResponse() throws Exception {
    var mechanism = plain(Credentials.password("ann", "secret"));
    assertFalse(mechanism.isComplete());
    mechanism.initialResponse();
    assertTrue(mechanism.isComplete());
  }

  @Test
  void challengeAfterTheEndIsRefused() throws Exception {
    var mechanism = plain(Credentials.password("ann", "secret"));
    mechanism.initialResponse();
    assertThrows(SaslException.class, () -> mechanism.respond(new byte[0]));
  }

  @Test
  void supplierIsCalledWhenTheExchangeBegins() throws Exception {
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
    assertArrayEquals(bytes("\0ann\0secret"), mechanism.initialResponse());
    assertArrayEquals(new char[6], supplied.get(), "the supplied array is wiped");
  }

  @Test
  void failureOfTheSupplierIsTheCause() {
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
  void interruptOfTheSupplierIsKept() {
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
  void onlyPasswordsAreUsed() {
    var provider = new PlainProvider();
    assertEquals("PLAIN", provider.name());
    assertTrue(provider.needsConfidentiality());
    assertTrue(
        provider.create(Credentials.token("ann", () -> "token"), new TestContext()).isEmpty());
    assertTrue(provider.create(Credentials.anonymous(""), new TestContext()).isEmpty());
  }
}
