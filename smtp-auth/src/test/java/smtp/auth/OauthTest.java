package smtp.auth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static smtp.auth.Utf8.bytes;
import static smtp.auth.Utf8.text;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Credentials;
import smtp.api.spi.SaslException;
import smtp.api.spi.SaslMechanism;
import smtp.api.spi.SaslMechanismProvider;

class OauthTest {

  private static final String TOKEN = "vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==";

  private static SaslMechanism mechanism(
      SaslMechanismProvider provider, String username, Callable<String> token)
      throws SaslException {
    return provider.create(Credentials.token(username, token), new TestContext()).orElseThrow();
  }

  private static SaslMechanism refused(SaslMechanismProvider provider, String error)
      throws SaslException {
    SaslMechanism mechanism = mechanism(provider, "user@example.com", () -> TOKEN);
    mechanism.initialResponse();
    mechanism.respond(bytes(error));
    return mechanism;
  }

  private static Optional<String> detail(String error) throws SaslException {
    return refused(new OauthBearerProvider(), error).failureDetail();
  }

  @Test
  void oauthBearerFollowsRfc7628() throws Exception {
    var mechanism = mechanism(new OauthBearerProvider(), "user@example.com", () -> TOKEN);
    assertEquals(
        "n,a=user@example.com,\1host=mail.example.org\1auth=Bearer " + TOKEN + "\1\1",
        text(mechanism.initialResponse()));
    assertTrue(mechanism.isComplete());
  }

  @Test
  @Tag("S82")
  void xoauth2FollowsItsDocumentation() throws Exception {
    var mechanism =
        mechanism(
            new Xoauth2Provider(),
            "someuser@example.com",
            () -> "ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg");
    assertEquals(
        "dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5LnZGOWRmdDRxbVRjMk52YjNSbGNr"
            + "QmhkSFJoZG1semRHRXVZMjl0Q2cBAQ==",
        Base64.getEncoder().encodeToString(mechanism.initialResponse()));
  }

  @Test
  void commaAndEqualsSignInANameAreEscaped() throws Exception {
    var mechanism = mechanism(new OauthBearerProvider(), "a=b,jürgen", () -> TOKEN);
    String response = text(mechanism.initialResponse());
    assertTrue(response.startsWith("n,a=a=3Db=2Cjürgen,\1"), response);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x\1auth=Bearer y", "x y", "", "x\r\ny", "tökén"})
  void tokenThatBreaksTheMessageIsRefusedAndNotQuoted(String token) throws Exception {
    for (var provider : List.of(new OauthBearerProvider(), new Xoauth2Provider())) {
      var mechanism = mechanism(provider, "ann", () -> token);
      var e = assertThrows(SaslException.class, mechanism::initialResponse);
      for (Throwable t = e; t != null; t = t.getCause()) {
        assertTrue(token.isEmpty() || !t.toString().contains(token), t.toString());
      }
      assertFalse(mechanism.isComplete());
    }
  }

  @Test
  void supplierIsCalledForEachAuthentication() throws Exception {
    var asked = new AtomicInteger();
    Callable<String> supplier = () -> "t" + asked.incrementAndGet();
    var provider = new Xoauth2Provider();
    var credentials = Credentials.token("ann", supplier);
    var first = provider.create(credentials, new TestContext()).orElseThrow();
    var second = provider.create(credentials, new TestContext()).orElseThrow();
    assertEquals(0, asked.get());
    assertEquals("user=ann\1auth=Bearer t1\1\1", text(first.initialResponse()));
    assertEquals("user=ann\1auth=Bearer t2\1\1", text(second.initialResponse()));
  }

  @Test
  void failureOfTheSupplierIsTheCause() throws Exception {
    var failure = new IllegalStateException("no network");
    var mechanism =
        mechanism(
            new Xoauth2Provider(),
            "ann",
            () -> {
              throw failure;
            });
    assertSame(failure, assertThrows(SaslException.class, mechanism::initialResponse).getCause());
  }

  @Test
  void errorIsAnsweredSoThatTheServerCanRefuse() throws Exception {
    var bearer = mechanism(new OauthBearerProvider(), "ann", () -> TOKEN);
    bearer.initialResponse();
    assertArrayEquals(new byte[] {1}, bearer.respond(bytes("{\"status\":\"x\"}")));
    assertFalse(bearer.isComplete(), "a success after an error is none");
    var xoauth2 = mechanism(new Xoauth2Provider(), "ann", () -> TOKEN);
    xoauth2.initialResponse();
    assertArrayEquals(new byte[0], xoauth2.respond(bytes("{\"status\":\"x\"}")));
    assertFalse(xoauth2.isComplete(), "a success after an error is none");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"status\":\"invalid_token\",\"scope\":\"example_scope\",\"openid-configuration\":"
            + "\"https://example.com/.well-known/openid-configuration\"}"
            + "| status invalid_token, scope example_scope",
        "{\"status\":\"401\",\"schemes\":\"bearer mac\",\"scope\":\"https://mail.google.com/\"}"
            + "| status 401, scope https://mail.google.com/",
        "{ \"status\" : 400 } | status 400",
        "{\"status\":\"~ \u007f\"} | status ~ ?",
      })
  void errorOfTheServerIsTheDetail(String error, String detail) throws Exception {
    assertEquals(Optional.of(detail), detail(error));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "null",
        "{\"scope\":\"x\"}",
        "{\"status\":\"\"}",
        "status",
        "{\"status\":"
      })
  void errorWithoutStatusIsNoDetail(String error) throws Exception {
    assertEquals(Optional.empty(), detail(error));
  }

  @Test
  void withoutErrorThereIsNoDetail() throws Exception {
    assertEquals(
        Optional.empty(), mechanism(new OauthBearerProvider(), "ann", () -> TOKEN).failureDetail());
  }

  @Test
  void errorThatRepeatsTheTokenIsNoDetail() throws Exception {
    assertEquals(Optional.empty(), detail("{\"status\":\"bad token " + TOKEN + "\"}"));
  }

  @Test
  void detailIsShortAndPrintable() throws Exception {
    String detail =
        detail(
                "{\"status\":\"a\\u0000\\r\\nb\\u001b\u202e\",\"scope\":\""
                    + "x".repeat(3000)
                    + "\"}")
            .orElseThrow();
    assertTrue(detail.startsWith("status a?  b??, scope xxx"), detail);
    assertTrue(detail.length() < 500);
  }

  @Test
  void errorOf4096BytesIsTheLongestDetail() throws Exception {
    String error = "{\"status\":\"x\"}";
    assertEquals(Optional.of("status x"), detail(" ".repeat(4_096 - error.length()) + error));
    assertEquals(Optional.empty(), detail(" ".repeat(4_097 - error.length()) + error));
  }

  @Test
  void hugeErrorIsAnsweredAndNotRead() throws Exception {
    String huge = "{\"status\":\"x\",\"a\":\"" + "y".repeat(1_000_000) + "\"}";
    assertTimeoutPreemptively(
        Duration.ofSeconds(5), () -> assertEquals(Optional.empty(), detail(huge)));
  }

  @Test
  void secondChallengeIsRefused() throws Exception {
    var mechanism = refused(new OauthBearerProvider(), "{}");
    assertThrows(SaslException.class, () -> mechanism.respond(new byte[0]));
  }

  @Test
  void onlyTokensAreUsedAndOnlyOverTls() throws Exception {
    for (var provider : List.of(new OauthBearerProvider(), new Xoauth2Provider())) {
      assertTrue(provider.needsConfidentiality());
      assertTrue(provider.create(Credentials.password("ann", "x"), new TestContext()).isEmpty());
    }
    assertEquals("OAUTHBEARER", new OauthBearerProvider().name());
    assertEquals("XOAUTH2", new Xoauth2Provider().name());
  }
}
