package smtp.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Credentials;
import smtp.api.SmtpAuthenticationException;
import smtp.api.SmtpException;
import smtp.api.SmtpProtocolException;
import smtp.api.SmtpSession;
import smtp.api.internal.ExceptionResults;
import smtp.api.spi.SaslContext;
import smtp.api.spi.SaslException;
import smtp.api.spi.SaslMechanism;
import smtp.api.spi.SaslMechanismProvider;

/** A mechanism chosen by name, and the messages for a person when it is unavailable or fails. */
class AuthByNameTest {

  private static final Credentials CREDENTIALS = Credentials.external("");

  private final EventLog log = new EventLog();

  /** Runs an exchange with the mechanism of this name, which the server offers. */
  private void play(String name, String exchange, SaslMechanismProvider provider, Use use)
      throws Exception {
    String script = Play.hello("AUTH " + name) + exchange + "C: QUIT\nS: 221 bye\n";
    try (var server = Play.server(script)) {
      try (SmtpSession session =
          Play.builder(server)
              .allowUnencryptedCredentials()
              .mechanism(provider)
              .listener(log)
              .build()
              .connect()) {
        use.of(session);
      }
      server.assertCompleted();
    }
  }

  @FunctionalInterface
  private interface Use {
    void of(SmtpSession session) throws SmtpException;
  }

  private SmtpAuthenticationException refused(String exchange, SaslMechanismProvider provider)
      throws Exception {
    SmtpAuthenticationException[] failure = new SmtpAuthenticationException[1];
    play(
        provider.name(),
        exchange,
        provider,
        session ->
            failure[0] =
                assertThrows(
                    SmtpAuthenticationException.class,
                    () -> session.authenticate(provider.name(), CREDENTIALS)));
    return failure[0];
  }

  @Test
  void listenerIsCalledAfterSuccess() throws Exception {
    FakeMechanism mechanism = FakeMechanism.of("X-FAKE").initial("x");
    play(
        "X-FAKE",
        "C: AUTH X-FAKE *\nS: 235 ok\n",
        mechanism,
        session -> session.authenticate("X-FAKE", CREDENTIALS));
    assertEquals(List.of("authenticated X-FAKE"), log.events("authenticated"));
    assertEquals(1, mechanism.closed());
  }

  @Test
  void refusalIsAFailure() throws Exception {
    FakeMechanism mechanism = FakeMechanism.of("X-FAKE").initial("x");
    var failure = refused("C: AUTH X-FAKE *\nS: 535 5.7.8 no\n", mechanism);
    assertEquals(
        "The server refused the login with X-FAKE: 535 5.7.8 no", ExceptionResults.text(failure));
    assertEquals(List.of(), log.events("authenticated"));
    assertEquals(1, mechanism.closed());
  }

  @Test
  void refusalOfTheCallersOwnMechanismIsAFailure() throws Exception {
    FakeMechanism own = FakeMechanism.of("X-OWN").initial("x");
    play(
        "X-OWN",
        "C: AUTH X-OWN *\nS: 535 5.7.8 no\n",
        FakeMechanism.of("X-OTHER"),
        session ->
            assertThrows(
                SmtpAuthenticationException.class, () -> session.authenticate("X-OWN", own)));
    assertEquals(1, own.closed());
  }

  @ParameterizedTest
  @ValueSource(strings = {"AZ", "az", "09", "-_", "ABCDEFGHIJKLMNOPQRST"})
  void nameHasLettersDigitsHyphensAndUnderscores(String name) throws Exception {
    FakeMechanism own = FakeMechanism.of(name).initial("x");
    play(
        name,
        "C: AUTH " + name.toUpperCase(Locale.ROOT) + " *\nS: 235 ok\n",
        FakeMechanism.of("X-OTHER"),
        session -> session.authenticate(name, own));
  }

  // --- messages for a person

  /** Returns the message for a mechanism that cannot be used. */
  private String told(String offered, String name) throws Exception {
    String[] message = new String[1];
    play(
        offered,
        "",
        FakeMechanism.of("X-FAKE"),
        session ->
            message[0] =
                ExceptionResults.text(
                    assertThrows(
                        SmtpAuthenticationException.class,
                        () -> session.authenticate(name, CREDENTIALS))));
    return message[0];
  }

  @Test
  void messageForAnUnknownNameListsTheMechanisms() throws Exception {
    String message = told("X-OTHER", "X-OTHER");
    assertTrue(
        message.startsWith("No provider has the mechanism X-OTHER; this client has "), message);
    assertTrue(message.contains("X-FAKE"), message);
  }

  @Test
  void messageListsWhatTheServerOffers() throws Exception {
    String message = told("X-ELSE X-MORE", "X-FAKE");
    assertEquals(
        "X-FAKE cannot be used with this server: the server does not offer it, but X-ELSE, X-MORE",
        message);
  }

  @Test
  void messageNamesTheOptionThatExcludesAMechanism() throws Exception {
    try (var server = Play.server(Play.hello("AUTH X-FAKE") + "C: QUIT\nS: 221 bye\n")) {
      try (SmtpSession session =
          Play.builder(server)
              .allowUnencryptedCredentials()
              .mechanism(FakeMechanism.of("X-FAKE"))
              .onlyMechanisms("X-OTHER")
              .build()
              .connect()) {
        var failure =
            assertThrows(
                SmtpAuthenticationException.class, () -> session.authenticate(CREDENTIALS));
        assertEquals(
            "No SASL mechanism of the server can be used to log in: X-FAKE: it is not among those"
                + " that onlyMechanisms allows",
            ExceptionResults.text(failure));
      }
      server.assertCompleted();
    }
  }

  @Test
  void detailBeforeTheRefusalIsInTheMessage() throws Exception {
    FakeMechanism mechanism =
        FakeMechanism.of("X-FAKE").initial("tanstaaf").detail("not tanstaaf but other-error");
    var failure = refused("C: AUTH X-FAKE *\nS: 535 5.7.8 no\n", mechanism);
    assertEquals(
        "The server refused the login with X-FAKE: 535 5.7.8 no (not *** but other-error)",
        ExceptionResults.text(failure));
  }

  @ParameterizedTest
  @ValueSource(ints = {512, 513, 100_000})
  void ofALongDetailAMessageHasTheBeginning(int length) throws Exception {
    FakeMechanism mechanism =
        FakeMechanism.of("X-FAKE").initial("tanstaaf").detail("x".repeat(length));
    var failure = refused("C: AUTH X-FAKE *\nS: 535 5.7.8 no\n", mechanism);
    String message = failure.getMessage();
    assertTrue(message.length() < 600, message);
    assertEquals(length > 512, message.contains("x [shortened]"), message);
  }

  // --- providers and mechanisms that fail

  private record Provider(Exception failure) implements SaslMechanismProvider {
    @Override
    public String name() {
      return "X-FAKE";
    }

    @Override
    public Optional<SaslMechanism> create(Credentials credentials, SaslContext context)
        throws SaslException {
      if (failure instanceof SaslException known) {
        throw known;
      }
      throw (RuntimeException) failure;
    }
  }

  @Test
  void reasonOfAProviderThatGivesUpIsInTheMessage() throws Exception {
    SaslException reason = new SaslException("the key could not be obtained");
    var failure = refused("", new Provider(reason));
    assertEquals(
        "X-FAKE cannot be used with this server: the key could not be obtained",
        ExceptionResults.text(failure));
    assertSame(reason, failure.getCause());
  }

  /** The message has the place of the failure, but not its text, which may hold a secret. */
  @Test
  void placeOfAProvidersFailureIsInTheMessage() throws Exception {
    IllegalStateException defect = new IllegalStateException("s3cret");
    String message = ExceptionResults.text(refused("", new Provider(defect)));
    assertEquals(
        "X-FAKE cannot be used with this server: the mechanism failed with"
            + " java.lang.IllegalStateException at "
            + defect.getStackTrace()[0],
        message);
    assertFalse(message.contains("s3cret"), message);
    IllegalStateException placeless = new IllegalStateException("s3cret");
    placeless.setStackTrace(new StackTraceElement[0]);
    assertTrue(refused("", new Provider(placeless)).getMessage().endsWith("IllegalStateException"));
  }

  @Test
  void mechanismWhoseIsCompleteThrowsIsNotComplete() throws Exception {
    FakeMechanism mechanism = FakeMechanism.of("X-FAKE").initial("x").failing();
    try (var server = Play.server(Play.hello("AUTH X-FAKE") + "C: AUTH X-FAKE *\nS: 235 ok\n");
        SmtpSession session =
            Play.builder(server)
                .allowUnencryptedCredentials()
                .mechanism(mechanism)
                .build()
                .connect()) {
      var failure =
          assertThrows(SmtpProtocolException.class, () -> session.authenticate(CREDENTIALS));
      assertFalse(failure.getMessage().contains("s3cret"), failure.getMessage());
      assertFalse(session.isOpen());
    }
  }
}
