package smtp.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Credentials;
import smtp.api.SmtpAuthenticationException;
import smtp.api.SmtpHelloException;
import smtp.api.SmtpSession;
import smtp.api.spi.SaslContext;
import smtp.api.spi.SaslMechanism;
import smtp.api.spi.SaslMechanismProvider;

/** Which mechanism is used, which may follow another, and which is never tried. */
class AuthChoiceTest {

  private static final Credentials CREDENTIALS = Credentials.external("");
  private static final String DONE = "S: 235 ok\n";

  private static FakeMechanism fake(String name) {
    return FakeMechanism.of(name).initial("x");
  }

  private static FakeMechanism[] fakes(String names) {
    return Arrays.stream(names.split(" ", -1))
        .map(AuthChoiceTest::fake)
        .toArray(FakeMechanism[]::new);
  }

  private static SmtpClient.Builder with(SmtpClient.Builder builder, FakeMechanism... mechanisms) {
    for (FakeMechanism mechanism : mechanisms) {
      builder.mechanism(mechanism);
    }
    return builder.allowUnencryptedCredentials();
  }

  /** Authenticates with the offered mechanisms, and expects these AUTH commands and replies. */
  private static void play(String offered, FakeMechanism[] mechanisms, String exchange)
      throws Exception {
    try (var server = Play.server(Play.hello("AUTH " + offered) + exchange);
        SmtpSession session = with(Play.builder(server), mechanisms).build().connect()) {
      session.authenticate(CREDENTIALS);
      server.assertCompleted();
      for (FakeMechanism mechanism : mechanisms) {
        assertTrue(mechanism.closed() > 0, mechanism.name() + " was not closed");
      }
    }
  }

  private static SmtpAuthenticationException refused(
      String offered, FakeMechanism[] mechanisms, String exchange) throws Exception {
    try (var server = Play.server(Play.hello("AUTH " + offered) + exchange + "C: QUIT\n")) {
      try (SmtpSession session = with(Play.builder(server), mechanisms).build().connect()) {
        return assertThrows(
            SmtpAuthenticationException.class, () -> session.authenticate(CREDENTIALS));
      } finally {
        server.assertCompleted();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "LOGIN PLAIN CRAM-MD5,                           CRAM-MD5",
    "PLAIN SCRAM-SHA-1 SCRAM-SHA-256,                SCRAM-SHA-256",
    "SCRAM-SHA-256 SCRAM-SHA-256-PLUS SCRAM-SHA-512, SCRAM-SHA-256-PLUS",
    "ANONYMOUS LOGIN,                                LOGIN",
    "X-UNKNOWN PLAIN,                                PLAIN",
  })
  @Tag("S67")
  void strongestCommonMechanismIsUsed(String names, String chosen) throws Exception {
    play("DIGEST-MD5 " + names, fakes(names), "C: AUTH " + chosen + " *\n" + DONE);
  }

  @Test
  @Tag("S66")
  void mechanismThatIsNotOfferedIsNotUsed() throws Exception {
    try (var server = Play.server(Play.hello("AUTH PLAIN") + "C: AUTH PLAIN *\n" + DONE);
        SmtpSession session =
            with(Play.builder(server), fakes("SCRAM-SHA-256 PLAIN")).build().connect()) {
      session.authenticate(CREDENTIALS);
      server.assertCompleted();
    }
  }

  @Test
  void onlyCommonMechanismIsUsedEvenIfItsStrengthIsUnknown() throws Exception {
    play("X-A PLAIN", fakes("X-A"), "C: AUTH X-A *\n" + DONE);
  }

  @Test
  void oneOfTwoMechanismsOfUnknownStrengthIsChosenByName() throws Exception {
    refused("X-A X-B", fakes("X-A X-B"), "");
    try (var server = Play.server(Play.hello("AUTH X-A X-B") + "C: AUTH X-B *\n" + DONE);
        SmtpSession session = with(Play.builder(server), fakes("X-A X-B")).build().connect()) {
      session.authenticate("x-b", CREDENTIALS);
      server.assertCompleted();
    }
  }

  /** A mechanism given to the builder is often on the module path too. */
  @Test
  void firstProviderOfANameIsUsed() throws Exception {
    FakeMechanism second = fake("X-A");
    try (var server = Play.server(Play.hello("AUTH X-A") + "C: AUTH X-A *\n" + DONE);
        SmtpSession session = with(Play.builder(server), fake("X-A"), second).build().connect()) {
      session.authenticate(CREDENTIALS);
      server.assertCompleted();
    }
    assertEquals(0, second.closed());
  }

  @ParameterizedTest
  @ValueSource(ints = {535, 454, 432, 500, 501, 503, 530})
  @Tag("S64")
  @Tag("P54")
  @Tag("P55")
  void refusedCredentialsAreNotTriedAgain(int code) throws Exception {
    var failure =
        refused(
            "SCRAM-SHA-256 SCRAM-SHA-1 PLAIN LOGIN",
            fakes("SCRAM-SHA-256 SCRAM-SHA-1 PLAIN LOGIN"),
            "C: AUTH SCRAM-SHA-256 *\nS: " + code + " no\n");
    assertEquals(1, failure.attempts().size());
  }

  @Test
  void mechanismThatTheServerDoesNotHaveMayBeFollowedByAnEqualOne() throws Exception {
    play(
        "SCRAM-SHA-256 SCRAM-SHA-1 PLAIN",
        fakes("SCRAM-SHA-256 SCRAM-SHA-1 PLAIN"),
        "C: AUTH SCRAM-SHA-256 *\nS: 504 no\nC: AUTH SCRAM-SHA-1 *\n" + DONE);
  }

  /** 534 and 538: what is as strong would be too weak as well, and shows the same secret again. */
  @ParameterizedTest
  @CsvSource({
    "534, SCRAM-SHA-512 SCRAM-SHA-256 SCRAM-SHA-1",
    "534, OAUTHBEARER XOAUTH2",
    "534, PLAIN LOGIN",
    "534, CRAM-MD5 PLAIN LOGIN",
    "538, PLAIN LOGIN",
    "538, XOAUTH2 PLAIN",
  })
  void mechanismThatIsTooWeakIsNotFollowedByOneThatIsNoStronger(int code, String names)
      throws Exception {
    String first = names.substring(0, names.indexOf(' '));
    var failure =
        refused(names, fakes(names), "C: AUTH " + first + " *\nS: " + code + " too weak\n");
    assertEquals(1, failure.attempts().size());
  }

  /** The session goes on, so the caller can try credentials of another kind. */
  @Test
  void mechanismThatIsTooWeakMayBeFollowedByOtherCredentials() throws Exception {
    try (var server =
            Play.server(
                Play.hello("AUTH PLAIN XOAUTH2")
                    + "C: AUTH PLAIN *\nS: 534 too weak\nC: AUTH XOAUTH2 *\n"
                    + DONE);
        SmtpSession session =
            with(Play.builder(server), fakes("PLAIN XOAUTH2")).build().connect()) {
      assertThrows(
          SmtpAuthenticationException.class, () -> session.authenticate("PLAIN", CREDENTIALS));
      session.authenticate("XOAUTH2", Credentials.token("ann", () -> "t"));
      server.assertCompleted();
    }
  }

  @Test
  void refusedMechanismIsNeverFollowedByAWeakerOne() throws Exception {
    var failure =
        refused(
            "SCRAM-SHA-256 PLAIN LOGIN",
            fakes("SCRAM-SHA-256 PLAIN LOGIN"),
            "C: AUTH SCRAM-SHA-256 *\nS: 504 no\n");
    assertEquals(1, failure.attempts().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"PLAIN", "SCRAM-SHA-256"})
  void credentialsAreNotSentInPlaintextUnlessAllowed(String name) throws Exception {
    FakeMechanism mechanism = FakeMechanism.of(name).initial("s3cret");
    try (var server = Play.server(Play.hello("AUTH " + name) + "C: QUIT\nS: 221 bye\n")) {
      var failure =
          assertThrows(
              SmtpAuthenticationException.class,
              () ->
                  Play.builder(server)
                      .mechanism(mechanism)
                      .credentials(CREDENTIALS)
                      .build()
                      .connect());
      assertTrue(failure.getMessage().contains("use TLS"), failure.getMessage());
      server.assertCompleted();
    }
  }

  @Test
  void mechanismThatHidesItsSecretNeedsNoPermissionInPlaintext() throws Exception {
    FakeMechanism mechanism = fake("X-A").fitForClear();
    try (var server = Play.server(Play.hello("AUTH X-A") + "C: AUTH X-A *\n" + DONE);
        SmtpSession session = Play.builder(server).mechanism(mechanism).build().connect()) {
      session.authenticate(CREDENTIALS);
      server.assertCompleted();
    }
  }

  @Test
  void messageNamesTheModuleWhenThereAreNoMechanisms() throws Exception {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    // This class loader does not find the providers on the class path.
    Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
    try (var server = Play.server(Play.hello("AUTH PLAIN") + "C: QUIT\nS: 221 bye\n")) {
      try (SmtpSession session = Play.client(server).connect()) {
        var failure =
            assertThrows(
                SmtpAuthenticationException.class, () -> session.authenticate(CREDENTIALS));
        assertTrue(failure.getMessage().contains("smtp.auth"), failure.getMessage());
        failure =
            assertThrows(
                SmtpAuthenticationException.class,
                () -> session.authenticate("PLAIN", CREDENTIALS));
        assertTrue(failure.getMessage().contains("smtp.auth"), failure.getMessage());
      }
      server.assertCompleted();
    } finally {
      Thread.currentThread().setContextClassLoader(loader);
    }
  }

  /** A provider that breaks its contract does not affect the others. */
  private record Broken(RuntimeException failure) implements SaslMechanismProvider {
    @Override
    public String name() {
      return "SCRAM-SHA-256";
    }

    @Override
    @SuppressWarnings("NullAway") // that is the contract it breaks
    public Optional<SaslMechanism> create(Credentials credentials, SaslContext context) {
      if (failure != null) {
        throw failure;
      }
      return null;
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void brokenProviderIsSkipped(boolean throwing) throws Exception {
    var broken = new Broken(throwing ? new IllegalStateException("s3cret") : null);
    try (var server =
            Play.server(Play.hello("AUTH SCRAM-SHA-256 PLAIN") + "C: AUTH PLAIN *\n" + DONE);
        SmtpSession session =
            with(Play.builder(server).mechanism(broken), fake("PLAIN")).build().connect()) {
      session.authenticate(CREDENTIALS);
      server.assertCompleted();
    }
  }

  // --- mechanisms that the caller allows

  @Test
  void onlyAllowedMechanismsAreUsed() throws Exception {
    try (var server =
            Play.server(Play.hello("AUTH SCRAM-SHA-256 PLAIN") + "C: AUTH PLAIN *\n" + DONE);
        SmtpSession session =
            with(Play.builder(server), fakes("SCRAM-SHA-256 PLAIN"))
                .onlyMechanisms("login", "plain")
                .build()
                .connect()) {
      session.authenticate(CREDENTIALS);
      server.assertCompleted();
    }
  }

  /** An attacker in between may have shortened the list. */
  @Test
  void disallowedMechanismIsNotUsedEvenIfThereIsNoOther() throws Exception {
    FakeMechanism login = fake("LOGIN");
    try (var server = Play.server(Play.hello("AUTH LOGIN") + "C: QUIT\nS: 221 bye\n")) {
      try (SmtpSession session =
          with(Play.builder(server), login).onlyMechanisms("SCRAM-SHA-256").build().connect()) {
        for (var attempt :
            List.<Executable>of(
                () -> session.authenticate(CREDENTIALS),
                () -> session.authenticate("LOGIN", CREDENTIALS),
                () -> session.authenticate("LOGIN", login))) {
          var failure = assertThrows(SmtpAuthenticationException.class, attempt);
          assertTrue(failure.attempts().isEmpty());
        }
      }
      server.assertCompleted();
    }
  }

  @Test
  void emptyOrInvalidMechanismListIsRefused() {
    var builder = SmtpClient.builder("localhost", 25);
    assertThrows(IllegalArgumentException.class, builder::onlyMechanisms);
    assertThrows(IllegalArgumentException.class, () -> builder.onlyMechanisms("A B"));
  }

  // --- while connecting

  @Test
  void credentialsCannotBeUsedAfterHelo() throws Exception {
    String script = "S: 220 old\nC: EHLO *\nS: 502 what\nC: QUIT\nS: 221 bye\n";
    try (var server = Play.server(script)) {
      assertThrows(
          SmtpHelloException.class,
          () ->
              with(Play.builder(server), fake("PLAIN")).credentials(CREDENTIALS).build().connect());
      server.assertCompleted();
    }
  }

  @Test
  void refusedCredentialsAreFollowedByQuit() throws Exception {
    String script =
        Play.hello("AUTH PLAIN") + "C: AUTH PLAIN *\nS: 535 5.7.8 wrong\nC: QUIT\nS: 221 bye\n";
    try (var server = Play.server(script)) {
      var failure =
          assertThrows(
              SmtpAuthenticationException.class,
              () ->
                  with(Play.builder(server), fake("PLAIN"))
                      .credentials(CREDENTIALS)
                      .build()
                      .send(Play.mail("b@example.net")));
      assertEquals("NotSent", Play.recipients(failure.result().orElseThrow()));
      server.assertCompleted();
    }
  }

  /** A provider whose methods throw, each in its turn. */
  private static SaslMechanismProvider bad(String where) {
    return new SaslMechanismProvider() {
      @Override
      public String name() {
        return thrownAt("name", "CRAM-MD5");
      }

      @Override
      public boolean needsConfidentiality() {
        return thrownAt("needsConfidentiality", false);
      }

      @Override
      public Optional<SaslMechanism> create(Credentials credentials, SaslContext context) {
        return thrownAt("create", Optional.of(mechanism()));
      }

      private SaslMechanism mechanism() {
        return new SaslMechanism() {
          @Override
          public byte[] initialResponse() {
            return new byte[0];
          }

          @Override
          public byte[] respond(byte[] challenge) {
            return new byte[0];
          }

          @Override
          public boolean isComplete() {
            return true;
          }

          @Override
          public void close() {
            thrownAt("close", "");
          }
        };
      }

      private <T> T thrownAt(String method, T otherwise) {
        if (method.equals(where)) {
          throw new NoClassDefFoundError(method);
        }
        return otherwise;
      }
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"name", "needsConfidentiality", "create", "close"})
  void oneBadProviderBreaksNoLogin(String where) throws Exception {
    try (var server =
            Play.server(
                Play.hello("AUTH CRAM-MD5 SCRAM-SHA-256") + "C: AUTH SCRAM-SHA-256 *\n" + DONE);
        SmtpSession session =
            with(Play.builder(server).mechanism(bad(where)), fake("SCRAM-SHA-256"))
                .build()
                .connect()) {
      session.authenticate(CREDENTIALS);
      server.assertCompleted();
    }
  }
}
