package smtp.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {

  private static final String SECRET = "hunter2-geheim";

  @Test
  void noToStringShowsASecret() {
    for (Credentials credentials :
        List.of(
            Credentials.password("ann", SECRET),
            Credentials.password("ann", SECRET.toCharArray()),
            Credentials.password("ann", () -> SECRET.toCharArray()),
            Credentials.token("ann", () -> SECRET))) {
      assertFalse(credentials.toString().contains(SECRET));
      assertTrue(credentials.toString().contains("ann"));
    }
  }

  @Test
  void everyCallerReceivesItsOwnCopy() throws Exception {
    var credentials = Credentials.password("ann", SECRET);
    char[] first = credentials.password();
    char[] second = credentials.password();
    assertNotSame(first, second);
    first[0] = '\0';
    assertArrayEquals(SECRET.toCharArray(), second);
    assertArrayEquals(SECRET.toCharArray(), credentials.password());
  }

  @Test
  void charSequenceIsCopied() throws Exception {
    var text = new StringBuilder(SECRET);
    var credentials = Credentials.password("ann", text);
    text.setLength(0);
    assertArrayEquals(SECRET.toCharArray(), credentials.password());
  }

  /** A caller that has an array wipes it after use. */
  @Test
  void arrayIsCopied() throws Exception {
    char[] password = SECRET.toCharArray();
    var credentials = Credentials.password("ann", password);
    Arrays.fill(password, '\0');
    assertArrayEquals(SECRET.toCharArray(), credentials.password());
  }

  @Test
  void destroyedPasswordIsNotReturned() {
    var credentials = Credentials.password("ann", SECRET);
    assertFalse(credentials.isDestroyed());
    credentials.destroy();
    assertTrue(credentials.isDestroyed());
    assertThrows(IllegalStateException.class, credentials::password);
    assertEquals("ann", credentials.username());
  }

  @Test
  void destroyedSupplierIsNotCalled() {
    var asked = new AtomicInteger();
    var credentials =
        Credentials.password(
            "ann",
            () -> {
              asked.incrementAndGet();
              return new char[1];
            });
    credentials.destroy();
    assertThrows(IllegalStateException.class, credentials::password);
    assertEquals(0, asked.get());
  }

  @Test
  void supplierIsCalledEachTime() throws Exception {
    var asked = new AtomicInteger();
    var password = Credentials.password("ann", () -> ("p" + asked.incrementAndGet()).toCharArray());
    assertArrayEquals("p1".toCharArray(), password.password());
    assertArrayEquals("p2".toCharArray(), password.password());
    var token = Credentials.token("ann", () -> "t" + asked.incrementAndGet());
    assertEquals("t3", token.token());
    assertEquals("t4", token.token());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0", "\r", "\n", "a\0b", "a\r\nb", "a\1b"})
  void passwordWithNulSeparatorOrLineEndIsRefused(String password) {
    assertRefused(() -> Credentials.password("ann", password), password);
    assertRefused(() -> Credentials.password("ann", password.toCharArray()), password);
    var supplied = Credentials.password("ann", () -> password.toCharArray());
    assertRefused(supplied::password, password);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\0", "a\r\nb", "a\1b", "a\u007f"})
  void nameWithControlCharacterIsRefused(String name) {
    assertThrows(IllegalArgumentException.class, () -> Credentials.password(name, "x"));
    assertThrows(IllegalArgumentException.class, () -> Credentials.token(name, () -> "x"));
    if (!name.isEmpty()) {
      assertThrows(IllegalArgumentException.class, () -> Credentials.external(name));
      assertThrows(IllegalArgumentException.class, () -> Credentials.anonymous(name));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x\1auth=Bearer y", "a b", "a\r\nb", "tökén", "a\0"})
  void tokenIsPrintableAscii(String token) {
    assertRefused(Credentials.token("ann", () -> token)::token, token);
  }

  @Test
  void passwordMayHoldOtherCharacters() throws Exception {
    String odd = "p\tä ß\u001b\u00a0🔑,=";
    assertArrayEquals(odd.toCharArray(), Credentials.password("a=b,c", odd).password());
    assertArrayEquals(new char[0], Credentials.password("ann", "").password());
  }

  @Test
  void externalAndAnonymousReturnTheirText() {
    assertEquals(Optional.empty(), Credentials.external("").authorizationId());
    assertEquals(Optional.of("bob"), Credentials.external("bob").authorizationId());
    assertEquals("", Credentials.anonymous("").trace());
    assertEquals("ann@example.org", Credentials.anonymous("ann@example.org").trace());
  }

  private static void assertRefused(Executable code, String secret) {
    var e = assertThrows(IllegalArgumentException.class, code);
    assertTrue(secret.isEmpty() || !e.getMessage().contains(secret), e.getMessage());
  }
}
