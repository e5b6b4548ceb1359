package smtp.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Base64;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Credentials;
import smtp.api.EhloAfterLogin;
import smtp.api.SmtpException;
import smtp.api.SmtpSession;
import smtp.testkit.Delivery;

/** Secrets appear only on the wire, whatever the server does with them. */
class SecrecyTest {

  private static final String SECRET = "tanstaaf tanstaaf";
  private static final String FIRST = "\0tim\0" + SECRET;
  private static final String FIRST_64 = base64(FIRST);
  private static final String SECOND_64 = base64(SECRET);

  private final EventLog log = new EventLog();
  private final ByteArrayOutputStream trace = new ByteArrayOutputStream();

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  /**
   * Runs an exchange of two responses, and returns everything that listeners and exceptions had.
   */
  private String shown(Delivery delivery, String replies) throws Exception {
    return shown(
        delivery, replies, FakeMechanism.of("X-FAKE").initial(FIRST).answer(SECRET), "tim");
  }

  private String shown(Delivery delivery, String replies, FakeMechanism mechanism, String user)
      throws Exception {
    StringWriter shown = new StringWriter();
    try (var server = Play.server(delivery, Play.hello("AUTH X-FAKE") + replies)) {
      try (SmtpSession session =
          Play.builder(server)
              .mechanism(mechanism)
              .allowUnencryptedCredentials()
              .listener(log)
              .trace(new PrintStream(trace, true, UTF_8))
              .build()
              .connect()) {
        session.authenticate(Credentials.password(user, SECRET));
      } catch (SmtpException e) {
        e.printStackTrace(new PrintWriter(shown));
      }
      server.assertCompleted();
    }
    return shown + String.join("\n", log.events()) + trace.toString(UTF_8);
  }

  private static void assertNoSecretIn(String shown) {
    String lower = shown.toLowerCase(Locale.ROOT);
    for (String secret : new String[] {"tanstaaf", FIRST_64, SECOND_64}) {
      String beginning = secret.substring(0, 8).toLowerCase(Locale.ROOT);
      assertFalse(lower.contains(beginning), () -> secret + " is in\n" + shown);
    }
    // In base64 it looks different for each number of bytes before it, modulo 3.
    for (int skipped = 0; skipped < 3; skipped++) {
      String inner = base64(SECRET.substring(skipped, skipped + 12)).substring(0, 8);
      assertFalse(shown.contains(inner), () -> inner + " is in\n" + shown);
    }
  }

  /** Includes the client's own values and exceptions. */
  @ParameterizedTest
  @ValueSource(strings = {"", "x", "xy", "user=tim&pass="})
  void reencodedSecretIsRedacted(String before) throws Exception {
    String anew = base64(before + SECRET + " is wrong");
    for (String reply : new String[] {"535 5.7.8 %s", "421 %s", "%s", "454 try %s later"}) {
      String script = "C: AUTH X-FAKE " + FIRST_64 + "\nS: " + reply.formatted(anew) + "\n";
      assertNoSecretIn(
          shown(Delivery.whole(), script) + Credentials.password("tim", SECRET).toString());
    }
  }

  @ParameterizedTest
  @MethodSource("smtp.testkit.Delivery#all")
  @Tag("S38")
  void listenersReceiveAPlaceholderForSecrets(Delivery delivery) throws Exception {
    String shown =
        shown(
            delivery,
            "C: AUTH X-FAKE %s\nS: 334 %s\nC: %s\nS: 235 2.7.0 hello\n"
                .formatted(FIRST_64, base64("a challenge"), SECOND_64));
    assertNoSecretIn(shown);
    assertFalse(shown.contains(base64("a challenge")), shown);
    assertTrue(log.events().contains("C: AUTH X-FAKE ***"), shown);
    assertTrue(log.events().contains("C: ***"), shown);
    assertTrue(log.events().contains("S: 334 ***"), shown);
    assertTrue(log.events().contains("S: 235 2.7.0 hello"), shown);
    assertTrue(trace.toString(UTF_8).contains("C: AUTH X-FAKE *\n"), shown);
  }

  /** Some servers quote the command that they do not understand. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "500 5.5.1 unknown command: AUTH X-FAKE %1$s",
        "535 5.7.8 %1$s",
        "501-first\\r\\nS: 501 AUTH X-FAKE \"%1$s\" is wrong",
        "354 AUTH X-FAKE %1$s",
        "250 AUTH X-FAKE %1$s",
        "421 AUTH X-FAKE %1$s",
        "235 AUTH X-FAKE %1$s",
        "AUTH X-FAKE %1$s",
        "2500 AUTH X-FAKE %1$s",
        "%1$s",
        "535 tanstaaf tanstaaf is no password",
        "535 tim has not tanstaaf tanstaaf",
      })
  void repeatedSecretIsRedacted(String reply) throws Exception {
    String line = reply.formatted(FIRST_64).replace("\\r\\nS: ", "\nS: ");
    assertNoSecretIn(shown(Delivery.whole(), "C: AUTH X-FAKE " + FIRST_64 + "\nS: " + line + "\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"535 you said %1$s", "334 %1$s", "334 !%1$s", "what %1$s", "421 %1$s", "535 %2$s"})
  void repeatedPartOfAResponseIsRedacted(String reply) throws Exception {
    String script =
        "C: AUTH X-FAKE %s\nS: 334 \nC: %s\nS: %s\n"
            .formatted(FIRST_64, SECOND_64, reply.formatted(SECOND_64, FIRST_64));
    String more = reply.startsWith("334") ? "C: *\nS: 501 %s no\n".formatted(SECOND_64) : "";
    assertNoSecretIn(shown(Delivery.whole(), script + more));
  }

  @Test
  void serverThatIgnoresTheCancellationIsNotQuoted() throws Exception {
    assertNoSecretIn(
        shown(
            Delivery.whole(),
            "C: AUTH X-FAKE %1$s\nS: 334 !\nC: \\*\nS: 334 %1$s\n".formatted(FIRST_64)));
  }

  @Test
  void otherTextOfTheReplyIsKept() throws Exception {
    String shown =
        shown(
            Delivery.whole(),
            "C: AUTH X-FAKE %1$s\nS: 535 5.7.8 I do not know %1$s here\n".formatted(FIRST_64));
    assertTrue(shown.contains("535 5.7.8 I do not know *** here"), shown);
  }

  /** Many mechanisms send it, and a log without it would be of little use. */
  @Test
  void userNameIsKept() throws Exception {
    String shown =
        shown(
            Delivery.whole(),
            "C: AUTH X-FAKE *\nS: 535 tim@example.org is locked, not " + SECRET + "\n",
            FakeMechanism.of("X-FAKE").initial("\0tim@example.org\0" + SECRET),
            "tim@example.org");
    assertTrue(shown.contains("535 tim@example.org is locked, not***"), shown);
    assertNoSecretIn(shown);
  }

  @Test
  void responseIsWipedAfterTheWrite() throws Exception {
    byte[] response = SECRET.getBytes(UTF_8);
    shown(
        Delivery.whole(),
        "C: AUTH X-FAKE\nS: 334\nC: " + SECOND_64 + "\nS: 235 ok\n",
        FakeMechanism.of("X-FAKE").answer(challenge -> response),
        "tim");
    assertArrayEquals(new byte[response.length], response);
  }

  // --- after the exchange

  /** What is done after a login, by the verbs of a session. */
  private String shownAfterLogin(String reply) throws Exception {
    StringWriter shown = new StringWriter();
    String login = "C: AUTH X-FAKE %s\nS: 235 ok\n".formatted(FIRST_64);
    try (var server =
        Play.server(Play.hello("AUTH X-FAKE") + login + "C: MAIL *\nS: " + reply + "\n")) {
      try (SmtpSession session =
          Play.builder(server)
              .mechanism(FakeMechanism.of("X-FAKE").initial(FIRST))
              .allowUnencryptedCredentials()
              .listener(log)
              .trace(new PrintStream(trace, true, UTF_8))
              .build()
              .connect()) {
        session.authenticate(Credentials.password("tim", SECRET));
        shown.append(session.mail("a@example.org").toString());
        session.noop();
      } catch (SmtpException e) {
        e.printStackTrace(new PrintWriter(shown));
      }
      server.assertCompleted();
    }
    return shown + String.join("\n", log.events()) + trace.toString(UTF_8);
  }

  /** Until the connection is closed, by whatever the server repeats it in. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "500 unknown command %1$s",
        "250 %2$s",
        "250 hex 74616e737461616620",
        "550-no\nS: 550 %1$s",
        "421 %1$s is not welcome",
        "221 %1$s bye",
        "354 %1$s",
        "%1$s",
        "%2$s \\xff",
        "250 ok\nS: 550 %1$s",
        "250 ok\nS: what %2$s",
      })
  void secretIsRedactedUntilTheConnectionIsClosed(String reply) throws Exception {
    assertNoSecretIn(shownAfterLogin(reply.formatted(FIRST_64, SECRET)));
  }

  @Test
  void otherTextIsKeptAfterTheExchange() throws Exception {
    String shown = shownAfterLogin("550 5.7.1 tim may not send as a@example.org");
    assertTrue(shown.contains("550 5.7.1 tim may not send as a@example.org"), shown);
  }

  @Test
  void secretIsRedactedInTheReplyToTheSecondEhlo() throws Exception {
    String script =
        "%sC: AUTH X-FAKE *\nS: 235 ok\n%s"
            .formatted(Play.hello("AUTH X-FAKE"), Play.ehlo("XFOO " + FIRST_64, "SIZE 10"));
    try (var server = Play.server(script);
        SmtpSession session =
            Play.builder(server)
                .mechanism(FakeMechanism.of("X-FAKE").initial(FIRST))
                .credentials(Credentials.password("tim", SECRET))
                .ehloAfterLogin(EhloAfterLogin.ALWAYS)
                .allowUnencryptedCredentials()
                .build()
                .connect()) {
      assertNoSecretIn(session.capabilities().toString());
      assertEquals(10, session.capabilities().maxSize().orElseThrow());
    }
  }

  /** A reply that comes before the end of the content is read past the usual way. */
  @Test
  void secretIsRedactedInAnEarlyReply() throws Exception {
    String script =
        """
        %sC: AUTH X-FAKE *
        S: 235 ok
        C: MAIL *
        S: 250 ok
        C: RCPT *
        S: 250 ok
        C: DATA
        S: 354 go
        S: 451 %s
        EOF
        """
            .formatted(Play.hello("AUTH X-FAKE"), FIRST_64);
    try (var server = Play.server(script)) {
      SmtpClient client =
          Play.builder(server)
              .mechanism(FakeMechanism.of("X-FAKE").initial(FIRST))
              .credentials(Credentials.password("tim", SECRET))
              .allowUnencryptedCredentials()
              .build();
      StringWriter shown = new StringWriter();
      try {
        client.send(Play.mail("b@example.net"));
      } catch (SmtpException e) {
        e.printStackTrace(new PrintWriter(shown));
        shown.append(e.result().orElseThrow().toString());
      }
      assertTrue(shown.toString().contains("451"), shown.toString());
      assertNoSecretIn(shown.toString());
    }
  }
}
