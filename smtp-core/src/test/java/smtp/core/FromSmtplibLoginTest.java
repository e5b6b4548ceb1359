package smtp.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Credentials;
import smtp.api.SmtpAuthenticationException;
import smtp.api.SmtpHelloException;
import smtp.api.SmtpSession;
import smtp.api.TlsMode;
import smtp.testkit.ScriptedServer;

/** The rows of {@code docs/from-smtplib.md} about logging in, as far as no other test has them. */
class FromSmtplibLoginTest {

  private static final Credentials CREDENTIALS = Credentials.external("");
  private static final String LOGIN = "C: AUTH X-FAKE\nS: 235 welcome\n";
  private static final String NO_EHLO = "S: 220 old\nC: EHLO *\nS: 502 what\n";

  private static SmtpClient.Builder builder(ScriptedServer server, String mechanism) {
    return Play.builder(server).mechanism(FakeMechanism.of(mechanism));
  }

  private static SmtpClient.Builder unprotected(ScriptedServer server) {
    return builder(server, "X-FAKE").allowUnencryptedCredentials();
  }

  @Test
  @Tag("S61")
  void loginSendsEhloFirst() throws Exception {
    try (var server = Play.server(Play.hello("AUTH X-FAKE") + LOGIN);
        SmtpSession session = unprotected(server).build().open()) {
      session.authenticate(CREDENTIALS);
      server.assertCompleted();
    }
  }

  @Test
  @Tag("S66")
  void noMechanismInCommonIsAFailedLoginThatSendsNothing() throws Exception {
    try (var server = Play.server(Play.hello("AUTH X-OTHER") + "C: NOOP\nS: 250 ok\n");
        SmtpSession session = unprotected(server).build().connect()) {
      var failure =
          assertThrows(SmtpAuthenticationException.class, () -> session.authenticate(CREDENTIALS));
      assertTrue(failure.attempts().isEmpty(), failure::getMessage);
      session.noop();
      server.assertCompleted();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x-fake", "X-Fake", "X-FAKE"})
  @Tag("S66")
  void namesOfMechanismsAreComparedIgnoringCase(String offered) throws Exception {
    try (var server = Play.server(Play.hello("AUTH " + offered) + LOGIN);
        SmtpSession session = unprotected(server).build().connect()) {
      session.authenticate(CREDENTIALS);
      server.assertCompleted();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PLAIN", "LOGIN"})
  @Tag("S80")
  void passwordIsNotSentUnencryptedUnlessThatIsAllowed(String mechanism) throws Exception {
    try (var server = Play.server(Play.hello("AUTH " + mechanism) + "C: NOOP\nS: 250 ok\n");
        SmtpSession session = builder(server, mechanism).build().connect()) {
      assertThrows(
          SmtpAuthenticationException.class,
          () -> session.authenticate(Credentials.password("ann", "secret")));
      session.noop();
      server.assertCompleted();
    }
    String login = "C: AUTH " + mechanism + "\nS: 235 welcome\n";
    try (var server = Play.server(Play.hello("AUTH " + mechanism) + login);
        SmtpSession session =
            builder(server, mechanism).allowUnencryptedCredentials().build().connect()) {
      session.authenticate(Credentials.password("ann", "secret"));
      server.assertCompleted();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @Tag("S49")
  void heloIsNotEnoughForTlsOrALogin(boolean tls) throws Exception {
    try (var server = Play.server(NO_EHLO + "C: QUIT\nS: 221 bye\n")) {
      SmtpClient client =
          tls
              ? Play.builder(server).tls(TlsMode.STARTTLS).build()
              : unprotected(server).credentials(CREDENTIALS).build();
      var failure = assertThrows(SmtpHelloException.class, client::connect);
      assertEquals(502, failure.reply().code());
      server.assertCompleted();
    }
  }
}
