package smtp.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Credentials;
import smtp.api.Phase;
import smtp.api.Recovery;
import smtp.api.SmtpAuthenticationException;
import smtp.api.SmtpException;
import smtp.api.SmtpNotSupportedException;
import smtp.api.SmtpProtocolException;
import smtp.api.SmtpServerDisconnectedException;
import smtp.api.SmtpSession;
import smtp.api.Timeouts;
import smtp.api.spi.SaslContext;
import smtp.api.spi.SaslException;
import smtp.testkit.Delivery;
import smtp.testkit.ScriptedServer;

/** One exchange with one mechanism, and each way in which it may end. */
class AuthTest {

  private static final Credentials CREDENTIALS = Credentials.external("");
  private static final String HELLO = Play.hello("AUTH X-FAKE");

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static SmtpSession session(ScriptedServer server, FakeMechanism... mechanisms)
      throws SmtpException {
    SmtpClient.Builder builder = Play.builder(server).allowUnencryptedCredentials();
    for (FakeMechanism mechanism : mechanisms) {
      builder.mechanism(mechanism);
    }
    return builder.build().connect();
  }

  /** Authenticates, and asserts that the script was played to its end. */
  private static void authenticate(Delivery delivery, String script, FakeMechanism mechanism)
      throws Exception {
    try (var server = Play.server(delivery, script)) {
      try (SmtpSession session = session(server, mechanism)) {
        session.authenticate(CREDENTIALS);
        session.noop();
      }
      server.assertCompleted();
      assertEquals(1, mechanism.closed());
    }
  }

  private static final String DONE = "S: 235 2.7.0 welcome\nC: NOOP\nS: 250 ok\n";

  @ParameterizedTest
  @MethodSource("smtp.testkit.Delivery#all")
  @Tag("S69")
  @Tag("S72")
  void initialResponseIsSentWithTheCommand(Delivery delivery) throws Exception {
    authenticate(
        delivery,
        HELLO + "C: AUTH X-FAKE " + base64("hello there") + "\n" + DONE,
        FakeMechanism.of("X-FAKE").initial("hello there"));
  }

  @ParameterizedTest
  @MethodSource("smtp.testkit.Delivery#all")
  @Tag("S72")
  @Tag("P59")
  void emptyInitialResponseIsAnEqualsSign(Delivery delivery) throws Exception {
    authenticate(
        delivery, HELLO + "C: AUTH X-FAKE =\n" + DONE, FakeMechanism.of("X-FAKE").initial(""));
  }

  @ParameterizedTest
  @MethodSource("smtp.testkit.Delivery#all")
  @Tag("S75")
  void emptyResponseToAChallengeIsAnEmptyLine(Delivery delivery) throws Exception {
    authenticate(
        delivery,
        HELLO + "C: AUTH X-FAKE\nS: 334 \nC:\n" + DONE,
        FakeMechanism.of("X-FAKE").answer(""));
  }

  @ParameterizedTest
  @MethodSource("smtp.testkit.Delivery#all")
  @Tag("S73")
  @Tag("S75")
  void serverMaySendTheFirstChallenge(Delivery delivery) throws Exception {
    FakeMechanism mechanism = FakeMechanism.of("X-FAKE").answer("one").answer("two");
    authenticate(
        delivery,
        HELLO
            + "C: AUTH X-FAKE\nS: 334 "
            + base64("challenge")
            + "\nC: "
            + base64("one")
            + "\nS: 334\nC: "
            + base64("two")
            + "\n"
            + DONE,
        mechanism);
    assertEquals(List.of("challenge", ""), mechanism.challenges());
  }

  /** {@code AUTH X-FAKERS} and a blank, and CRLF leave 496 bytes, which is 372 in base64. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  @Tag("S72")
  @Tag("P60")
  void initialResponseWaitsForAChallengeIfTheLineWouldBeTooLong(int more) throws Exception {
    String response = "x".repeat(372 + more);
    String encoded = base64(response);
    String exchange =
        more == 0
            ? "C: AUTH X-FAKERS " + encoded + "\n"
            : "C: AUTH X-FAKERS\nS: 334 \nC: " + encoded + "\n";
    authenticate(
        Delivery.whole(),
        Play.hello("AUTH X-FAKERS") + exchange + DONE,
        FakeMechanism.of("X-FAKERS").initial(response));
  }

  @Test
  void responseMayBeAsLongAsAToken() throws Exception {
    String token = "t".repeat(9000);
    authenticate(
        Delivery.whole(),
        HELLO + "C: AUTH X-FAKE\nS: 334 \nC: " + base64(token) + "\n" + DONE,
        FakeMechanism.of("X-FAKE").initial(token));
  }

  private static SmtpAuthenticationException refused(String script, FakeMechanism... mechanisms)
      throws Exception {
    try (var server = Play.server(Delivery.byLine(), script)) {
      SmtpAuthenticationException failure;
      try (SmtpSession session = session(server, mechanisms)) {
        failure =
            assertThrows(
                SmtpAuthenticationException.class, () -> session.authenticate(CREDENTIALS));
        assertTrue(session.isOpen());
        session.noop();
      }
      server.assertCompleted();
      for (FakeMechanism mechanism : mechanisms) {
        assertEquals(1, mechanism.closed(), mechanism.name());
      }
      return failure;
    }
  }

  private static final String CANCELLED = "C: \\*\nS: 501 5.7.0 cancelled\nC: NOOP\nS: 250 ok\n";

  @ParameterizedTest
  @ValueSource(strings = {"!!!", "YQ", "YQ==YQ==", "a b", "=", "\\xff\\xfe"})
  @Tag("S75")
  @Tag("P61")
  void challengeThatIsNotBase64IsCancelled(String challenge) throws Exception {
    // "YQ" lacks its padding, which Java's decoder takes; whatever it takes is no error.
    boolean taken = challenge.equals("YQ");
    if (taken) {
      authenticate(
          Delivery.whole(),
          HELLO + "C: AUTH X-FAKE\nS: 334 YQ\nC: " + base64("answer 1") + "\n" + DONE,
          FakeMechanism.of("X-FAKE"));
      return;
    }
    var failure =
        refused(
            HELLO + "C: AUTH X-FAKE\nS: 334 " + challenge + "\n" + CANCELLED,
            FakeMechanism.of("X-FAKE"));
    assertEquals("X-FAKE", failure.attempts().getFirst().mechanism());
    assertTrue(failure.attempts().getFirst().reply().isEmpty());
  }

  /** Some servers send the prompts of LOGIN as plain text. */
  @ParameterizedTest
  @ValueSource(strings = {"", " Username:", " VXNlcm5hbWU6", " !", " \\xff", "\nS: 334 two lines"})
  void challengeIsNotDecodedForAMechanismThatDoesNotReadIt(String prompt) throws Exception {
    String challenge = prompt.startsWith("\n") ? "S: 334-" + prompt : "S: 334" + prompt;
    FakeMechanism mechanism = FakeMechanism.of("X-FAKE").answer("ann").unread();
    authenticate(
        Delivery.whole(),
        HELLO + "C: AUTH X-FAKE\n" + challenge + "\nC: " + base64("ann") + "\n" + DONE,
        mechanism);
    assertEquals(List.of(""), mechanism.challenges());
  }

  @Test
  void exchangeIsCancelledWhenTheMechanismGivesUp() throws Exception {
    var failure =
        refused(
            HELLO + "C: AUTH X-FAKE\nS: 334 \n" + CANCELLED,
            FakeMechanism.of("X-FAKE")
                .answer(challenge -> {
                  throw new SaslException("the nonce is not mine");
                }));
    assertTrue(failure.getMessage().contains("the nonce is not mine"), failure.getMessage());
  }

  @Test
  void exchangeIsCancelledWhenTheMechanismFailsAndItsFailureIsNotQuoted() throws Exception {
    var failure =
        refused(
            HELLO + "C: AUTH X-FAKE\nS: 334 \n" + CANCELLED,
            FakeMechanism.of("X-FAKE")
                .answer(challenge -> {
                  throw new IllegalStateException("s3cret");
                }));
    assertFalse(failure.getMessage().contains("s3cret"), failure.getMessage());
    assertTrue(failure.getMessage().contains("IllegalStateException"), failure.getMessage());
  }

  @Test
  @Tag("P62")
  void exchangeIsCancelledWhenTheMechanismHasNoResponse() throws Exception {
    refused(
        HELLO + "C: AUTH X-FAKE\nS: 334 \n" + CANCELLED,
        FakeMechanism.of("X-FAKE").answer(challenge -> null));
  }

  @Test
  @Tag("S76")
  @Tag("P63")
  void numberOfChallengesIsBounded() throws Exception {
    StringBuilder script = new StringBuilder(HELLO).append("C: AUTH X-FAKE\nS: 334 \n");
    for (int i = 1; i <= 20; i++) {
      script.append("C: ").append(base64("answer " + i)).append("\nS: 334 \n");
    }
    refused(script + CANCELLED, FakeMechanism.of("X-FAKE"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"334 and what else", "235 welcome anyway", "250 fine"})
  void sessionIsClosedWhenTheServerIgnoresTheCancellation(String reply) throws Exception {
    try (var server =
            Play.server(HELLO + "C: AUTH X-FAKE\nS: 334 !\nC: \\*\nS: " + reply + "\nEOF\n");
        SmtpSession session = session(server, FakeMechanism.of("X-FAKE"))) {
      assertThrows(SmtpProtocolException.class, () -> session.authenticate(CREDENTIALS));
      assertFalse(session.isOpen());
      server.assertCompleted();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"250 ok", "220 ok", "299 ok", "354 go", "300 what"})
  @Tag("S62")
  void only235IsASuccess(String reply) throws Exception {
    try (var server = Play.server(HELLO + "C: AUTH X-FAKE *\nS: " + reply + "\nEOF\n");
        SmtpSession session = session(server, FakeMechanism.of("X-FAKE").initial("x"))) {
      assertThrows(SmtpProtocolException.class, () -> session.authenticate(CREDENTIALS));
      assertFalse(session.isOpen());
      server.assertCompleted();
    }
  }

  /** A server that has not authenticated itself may be an impostor. */
  @Test
  void successBeforeTheMechanismIsCompleteClosesTheSession() throws Exception {
    try (var server = Play.server(HELLO + "C: AUTH X-FAKE *\nS: 235 welcome\nEOF\n");
        SmtpSession session =
            session(server, FakeMechanism.of("X-FAKE").initial("x").incomplete())) {
      assertThrows(SmtpProtocolException.class, () -> session.authenticate(CREDENTIALS));
      assertFalse(session.isOpen());
      server.assertCompleted();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {432, 454, 500, 501, 503, 504, 530, 534, 535, 538, 554})
  @Tag("S37")
  @Tag("S62")
  @Tag("S77")
  @Tag("P57")
  void refusalIsAFailureThatTheSessionSurvives(int code) throws Exception {
    var failure =
        refused(
            HELLO + "C: AUTH X-FAKE *\nS: " + code + " 5.7.8 no\nC: NOOP\nS: 250 ok\n",
            FakeMechanism.of("X-FAKE").initial("x"));
    assertEquals(code, failure.attempts().getFirst().reply().orElseThrow().code());
    assertEquals(code < 500 ? Recovery.RETRY_LATER : Recovery.FIX_FIRST, failure.recovery());
  }

  @Test
  void reply421DuringTheExchangeEndsTheSession() throws Exception {
    try (var server = Play.server(HELLO + "C: AUTH X-FAKE *\nS: 421 4.7.0 too many\nEOF\n");
        SmtpSession session = session(server, FakeMechanism.of("X-FAKE").initial("x"))) {
      assertThrows(SmtpServerDisconnectedException.class, () -> session.authenticate(CREDENTIALS));
      server.assertCompleted();
    }
  }

  @Test
  void authenticationHappensOnceAndNotInATransaction() throws Exception {
    String script =
        HELLO
            + """
            C: MAIL FROM:<a@example.org>
            S: 250 ok
            C: RSET
            S: 250 ok
            C: AUTH X-FAKE *
            S: 235 ok
            """;
    try (var server = Play.server(script);
        SmtpSession session = session(server, FakeMechanism.of("X-FAKE").initial("x"))) {
      session.mail("a@example.org");
      assertThrows(IllegalStateException.class, () -> session.authenticate(CREDENTIALS));
      session.rset();
      session.authenticate(CREDENTIALS);
      assertThrows(IllegalStateException.class, () -> session.authenticate(CREDENTIALS));
      server.assertCompleted();
    }
  }

  @Test
  @Tag("S65")
  @Tag("P51")
  void nothingIsSentToAServerThatDoesNotOfferAuth() throws Exception {
    FakeMechanism mechanism = FakeMechanism.of("X-FAKE").initial("x");
    try (var server = Play.server(Play.hello() + "C: QUIT\nS: 221 bye\n")) {
      try (SmtpSession session = session(server, mechanism)) {
        var failure =
            assertThrows(SmtpNotSupportedException.class, () -> session.authenticate(CREDENTIALS));
        assertEquals("AUTH", failure.extension().keyword());
        assertThrows(
            SmtpNotSupportedException.class, () -> session.authenticate("X-FAKE", mechanism));
        assertEquals(1, mechanism.closed());
      }
      server.assertCompleted();
    }
  }

  @Test
  @Tag("S71")
  @Tag("S82")
  void callersMechanismIsClosed() throws Exception {
    FakeMechanism mechanism = FakeMechanism.of("X-OWN").initial("x");
    try (var server = Play.server(HELLO + "C: AUTH X-OWN " + base64("x") + "\nS: 235 ok\n");
        SmtpSession session = session(server)) {
      session.authenticate("x-own", mechanism);
      assertEquals(1, mechanism.closed());
      server.assertCompleted();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "A B",
        "A\r\nMAIL FROM:<x@y>",
        "A\n",
        "\u010A",
        "X\u0000",
        "A=",
        "A@",
        "A[",
        "A`",
        "A{",
        "A/",
        "A:",
        "ABCDEFGHIJKLMNOPQRSTU"
      })
  @Tag("S70")
  void invalidMechanismNameIsRefused(String name) throws Exception {
    FakeMechanism mechanism = FakeMechanism.of("X-OWN").initial("x");
    try (var server = Play.server(HELLO + "C: RSET\nS: 250 ok\nC: QUIT\nS: 221 bye\n")) {
      try (SmtpSession session = session(server)) {
        assertThrows(IllegalArgumentException.class, () -> session.authenticate(name, mechanism));
        assertThrows(IllegalArgumentException.class, () -> session.authenticate(name, CREDENTIALS));
        session.rset();
      }
      server.assertCompleted();
    }
  }

  @Test
  void mechanismReceivesTheContextOfTheSession() throws Exception {
    FakeMechanism mechanism = FakeMechanism.of("X-FAKE").initial("");
    mechanism.answer(challenge -> {
      assertFalse(mechanism.context().isCancelled());
      Thread.currentThread().interrupt();
      assertTrue(mechanism.context().isCancelled());
      assertTrue(Thread.interrupted());
      return new byte[0];
    });
    String script = Play.hello("AUTH X-FAKE LOGIN") + "C: AUTH X-FAKE =\nS: 334\nC:\n" + DONE;
    try (var server = Play.server(script);
        SmtpSession session =
            Play.builder(server)
                .allowUnencryptedCredentials()
                .mechanism(mechanism)
                .mechanismOption("x-fake.colour", "green")
                .build()
                .connect()) {
      session.authenticate("X-FAKE", CREDENTIALS);
      session.noop();
      server.assertCompleted();
      SaslContext context = mechanism.context();
      assertEquals("smtp", context.service());
      assertEquals(server.host(), context.host());
      assertEquals(Set.of("X-FAKE", "LOGIN"), context.offered());
      assertEquals(Optional.of("green"), context.option("x-fake.colour"));
      assertEquals(Optional.empty(), context.option("x-fake.size"));
      assertEquals(Optional.empty(), context.tls());
    }
  }

  /** Each step has its own timeout, which also limits a mechanism that fetches something. */
  @Test
  void mechanismIsCancelledAfterItsTimeout() throws Exception {
    FakeMechanism mechanism = FakeMechanism.of("X-FAKE").initial("");
    mechanism
        .answer(challenge -> {
          while (!mechanism.context().isCancelled()) {
            Thread.onSpinWait();
          }
          return new byte[0];
        })
        .answer(challenge -> {
          assertFalse(mechanism.context().isCancelled());
          return new byte[0];
        });
    String script = HELLO + "C: AUTH X-FAKE =\nS: 334\nC:\nS: 334\nC:\n" + DONE;
    try (var server = Play.server(script);
        SmtpSession session =
            Play.builder(server)
                .timeouts(Timeouts.rfc5321().with(Phase.AUTH, Duration.ofSeconds(2)))
                .allowUnencryptedCredentials()
                .mechanism(mechanism)
                .build()
                .connect()) {
      session.authenticate("X-FAKE", CREDENTIALS);
      session.noop();
      server.assertCompleted();
    }
  }

  /** A buffer for commands has 1,024 bytes. */
  @Test
  void responseMayBeLongerThanACommand() throws Exception {
    String response = "x".repeat(768);
    String script = HELLO + "C: AUTH X-FAKE\nS: 334\nC: " + base64(response) + "\n" + DONE;
    authenticate(Delivery.whole(), script, FakeMechanism.of("X-FAKE").answer(response));
  }

  /** The server still waits for a response: the next command would be taken for it. */
  @Test
  void errorInAMechanismClosesTheSession() throws Exception {
    FakeMechanism mechanism =
        FakeMechanism.of("X-FAKE")
            .answer(challenge -> {
              throw new StackOverflowError();
            });
    String script = HELLO + "C: AUTH X-FAKE\nS: 334 " + base64("who?") + "\nEOF\n";
    try (var server = Play.server(script);
        SmtpSession session = session(server, mechanism)) {
      assertThrows(StackOverflowError.class, () -> session.authenticate(CREDENTIALS));
      assertFalse(session.isOpen());
      server.assertCompleted();
    }
  }

  /** Nothing is sent, not even QUIT: the server would take it for the response. */
  @Test
  void errorInAMechanismWhileConnectingClosesTheConnection() throws Exception {
    FakeMechanism mechanism =
        FakeMechanism.of("X-FAKE")
            .answer(challenge -> {
              throw new StackOverflowError();
            });
    String script = HELLO + "C: AUTH X-FAKE\nS: 334 " + base64("who?") + "\nEOF\n";
    try (var server = Play.server(script)) {
      var client =
          Play.builder(server)
              .allowUnencryptedCredentials()
              .mechanism(mechanism)
              .credentials(CREDENTIALS)
              .build();
      assertThrows(StackOverflowError.class, client::connect);
      server.assertCompleted();
    }
  }
}
