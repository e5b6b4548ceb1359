package smtp.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Credentials;
import smtp.api.SmtpAuthenticationException;
import smtp.api.SmtpException;
import smtp.api.SmtpServerDisconnectedException;
import smtp.api.SmtpSession;
import smtp.api.spi.SaslContext;
import smtp.api.spi.SaslException;
import smtp.api.spi.SaslMechanism;
import smtp.api.spi.SaslMechanismProvider;
import smtp.testkit.ScriptedServer;

/** A refused access token is replaced by another one, once. */
class TokenRenewalTest {

  private static final String HELLO = Play.hello("AUTH XOAUTH2");
  private static final String REFUSED = "S: 535 5.7.8 expired\n";

  private final Queue<Callable<String>> tokens = new ArrayDeque<>();

  /** A mechanism that sends the token alone. */
  private static final class Shower implements SaslMechanismProvider {
    @Override
    public String name() {
      return "XOAUTH2";
    }

    @Override
    public Optional<SaslMechanism> create(Credentials credentials, SaslContext context) {
      return Optional.of(
          new SaslMechanism() {
            @Override
            public byte[] initialResponse() throws SaslException {
              try {
                return ((Credentials.Token) credentials).token().getBytes(UTF_8);
              } catch (Exception e) {
                throw new SaslException("no token", e);
              }
            }

            @Override
            public byte[] respond(byte[] challenge) {
              return new byte[0];
            }

            @Override
            public boolean isComplete() {
              return true;
            }
          });
    }
  }

  private static String auth(String token) {
    return "C: AUTH XOAUTH2 " + Base64.getEncoder().encodeToString(token.getBytes(UTF_8)) + "\n";
  }

  private Credentials supplying(String... texts) {
    for (String text : texts) {
      tokens.add(() -> text);
    }
    return Credentials.token("ann@example.org", () -> tokens.remove().call());
  }

  private static SmtpSession session(ScriptedServer server) throws SmtpException {
    return Play.builder(server)
        .mechanism(new Shower())
        .allowUnencryptedCredentials()
        .build()
        .connect();
  }

  private SmtpAuthenticationException refused(String exchange, Credentials credentials)
      throws Exception {
    try (var server = Play.server(HELLO + exchange + "C: NOOP\nS: 250 ok\n");
        SmtpSession session = session(server)) {
      var failure =
          assertThrows(SmtpAuthenticationException.class, () -> session.authenticate(credentials));
      session.noop();
      server.assertCompleted();
      assertTrue(tokens.isEmpty(), "the supplier was not asked as often as it should be");
      return failure;
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void newTokenIsSentInTheSameSession(boolean byName) throws Exception {
    Credentials credentials = supplying("first-token", "second-token");
    String script =
        HELLO + auth("first-token") + REFUSED + auth("second-token") + "S: 235 welcome\n";
    try (var server = Play.server(script);
        SmtpSession session = session(server)) {
      if (byName) {
        session.authenticate("XOAUTH2", credentials);
      } else {
        session.authenticate(credentials);
      }
      server.assertCompleted();
    }
  }

  @Test
  void secondRefusalIsFinal() throws Exception {
    var failure =
        refused(
            auth("first-token") + REFUSED + auth("second-token") + "S: 535 5.7.8 no\n",
            supplying("first-token", "second-token"));
    assertEquals(2, failure.attempts().size());
    assertTrue(failure.getMessage().contains("535 5.7.8 no"), failure.getMessage());
  }

  /** It would be refused again, and servers count refusals. */
  @Test
  void sameTokenIsNotSentTwice() throws Exception {
    var failure = refused(auth("first-token") + REFUSED, supplying("first-token", "first-token"));
    assertEquals(1, failure.attempts().size());
    assertTrue(failure.getMessage().contains("expired"), failure.getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {432, 454, 500, 501, 503, 504, 534, 538})
  void otherFailuresRequestNoNewToken(int code) throws Exception {
    var failure = refused(auth("first-token") + "S: " + code + " no\n", supplying("first-token"));
    assertEquals(1, failure.attempts().size());
  }

  @Test
  void failureOfTheSupplierIsTheCause() throws Exception {
    Credentials credentials = supplying("first-token");
    var reason = new IllegalStateException("the refresh token is used up");
    tokens.add(() -> {
      throw reason;
    });
    var failure = refused(auth("first-token") + REFUSED, credentials);
    assertEquals(2, failure.attempts().size());
    assertEquals(535, failure.attempts().getFirst().reply().orElseThrow().code());
    assertSame(reason, failure.getCause().getCause());
  }

  @Test
  void interruptOfTheSupplierIsKept() throws Exception {
    Credentials credentials = supplying("first-token");
    tokens.add(() -> {
      throw new InterruptedException();
    });
    try (var server = Play.server(HELLO + auth("first-token") + REFUSED);
        SmtpSession session = session(server)) {
      var failure =
          assertThrows(SmtpAuthenticationException.class, () -> session.authenticate(credentials));
      assertTrue(Thread.interrupted());
      assertEquals(1, failure.attempts().size());
      assertTrue(failure.getMessage().contains("expired"), failure.getMessage());
      server.assertCompleted();
    }
  }

  @Test
  void mechanismOfTheNewTokenIsClosed() throws Exception {
    FakeMechanism mechanism = FakeMechanism.of("XOAUTH2").initial("x");
    String script = HELLO + "C: AUTH XOAUTH2 *\n" + REFUSED + "C: AUTH XOAUTH2 *\nS: 235 welcome\n";
    try (var server = Play.server(script);
        SmtpSession session =
            Play.builder(server)
                .mechanism(mechanism)
                .allowUnencryptedCredentials()
                .build()
                .connect()) {
      session.authenticate(supplying("first-token", "second-token"));
      assertEquals(2, mechanism.closed());
      server.assertCompleted();
    }
  }

  @Test
  void closeAfterARefusalIsReportedWithTheRefusal() throws Exception {
    String script = HELLO + auth("first-token") + REFUSED + auth("second-token") + "CLOSE\n";
    try (var server = Play.server(script);
        SmtpSession session = session(server)) {
      var failure =
          assertThrows(
              SmtpServerDisconnectedException.class,
              () -> session.authenticate(supplying("first-token", "second-token")));
      var refusal = assertInstanceOf(SmtpAuthenticationException.class, failure.getSuppressed()[0]);
      assertEquals(List.of("XOAUTH2"), names(refusal));
      server.assertCompleted();
    }
  }

  private static List<String> names(SmtpAuthenticationException failure) {
    return failure.attempts().stream().map(SmtpAuthenticationException.Attempt::mechanism).toList();
  }

  @Test
  void passwordIsRequestedOnce() throws Exception {
    FakeMechanism mechanism = FakeMechanism.of("PLAIN").initial("x");
    String script = Play.hello("AUTH PLAIN") + "C: AUTH PLAIN *\n" + REFUSED;
    try (var server = Play.server(script);
        SmtpSession session =
            Play.builder(server)
                .mechanism(mechanism)
                .allowUnencryptedCredentials()
                .build()
                .connect()) {
      var failure =
          assertThrows(
              SmtpAuthenticationException.class,
              () -> session.authenticate(Credentials.password("ann", "x")));
      assertEquals(1, failure.attempts().size());
      assertFalse(failure.getMessage().isEmpty());
      server.assertCompleted();
    }
  }
}
