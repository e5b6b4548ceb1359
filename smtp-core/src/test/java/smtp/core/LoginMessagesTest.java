package smtp.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Base64;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.ChannelBinding;
import smtp.api.Credentials;
import smtp.api.Extension;
import smtp.api.SmtpAuthenticationException;
import smtp.api.SmtpException;
import smtp.api.SmtpNotSupportedException;
import smtp.api.internal.ExceptionResults;

/**
 * A login that fails says what happened, with which mechanism, user and server, and what to call:
 * with the mechanisms of smtp.auth.
 */
class LoginMessagesTest {

  private static final Credentials PASSWORD = Credentials.password("ann", "s3cret s3cret");
  private static final Credentials TOKEN = Credentials.token("ann", () -> "ya29.s3cret");
  private static final String BYE = "C: QUIT\nS: 221 bye\n";
  private static final String NONE = "No SASL mechanism of the server can be used to log in";

  private static <T extends SmtpException> T failure(
      Class<T> type, String script, UnaryOperator<SmtpClient.Builder> options) throws Exception {
    try (var server = Play.server(script + BYE)) {
      SmtpClient client = options.apply(Play.builder(server)).build();
      T failure = assertThrows(type, client::connect);
      server.assertCompleted();
      assertFalse(failure.getMessage().contains("s3cret"), failure.getMessage());
      return failure;
    }
  }

  private static String message(String script, UnaryOperator<SmtpClient.Builder> options)
      throws Exception {
    return ExceptionResults.text(failure(SmtpAuthenticationException.class, script, options));
  }

  private static String message(String offer, Credentials credentials, String exchange)
      throws Exception {
    return message(
        Play.hello("AUTH " + offer) + exchange,
        builder -> builder.credentials(credentials).allowUnencryptedCredentials());
  }

  // --- refused

  @ParameterizedTest
  @CsvSource({
    "PLAIN,         535 5.7.8 wrong",
    "PLAIN,         454 4.7.0 later",
    "LOGIN,         535 5.7.8 wrong",
    "CRAM-MD5,      535 5.7.8 wrong",
    "SCRAM-SHA-256, 535 5.7.8 wrong",
  })
  void refusalNamesServerUserAndMechanism(String mechanism, String reply) throws Exception {
    String exchange =
        switch (mechanism) {
          case "LOGIN" -> "C: AUTH LOGIN\nS: 334\nC: *\nS: 334\nC: *\nS: " + reply + "\n";
          case "CRAM-MD5" -> "C: AUTH CRAM-MD5\nS: 334 PDE+\nC: *\nS: " + reply + "\n";
          default -> "C: AUTH " + mechanism + " *\nS: " + reply + "\n";
        };
    assertEquals(
        "The server refused the login as ann with " + mechanism + ": " + reply,
        message(mechanism, PASSWORD, exchange));
  }

  @Test
  void userIsHiddenWhereAddressesAre() throws Exception {
    UnaryOperator<SmtpClient.Builder> hiding =
        builder -> builder.credentials(PASSWORD).allowUnencryptedCredentials().hideAddresses();
    String script = Play.hello("AUTH PLAIN") + "C: AUTH PLAIN *\nS: 535 no\n";
    assertEquals("The server refused the login as *** with PLAIN: 535 no", message(script, hiding));
    String none = message(Play.hello("AUTH XOAUTH2"), hiding);
    assertTrue(none.startsWith(NONE + " as ***: "), none);
  }

  @ParameterizedTest
  @CsvSource({
    "534, Credentials.token",
    "538, TlsMode.STARTTLS",
    "530, TlsMode.STARTTLS",
  })
  void refusalOfTheMechanismSaysWhatWouldHelp(int code, String remedy) throws Exception {
    String message = message("PLAIN LOGIN", PASSWORD, "C: AUTH PLAIN *\nS: " + code + " no\n");
    assertTrue(message.contains(remedy), message);
  }

  // --- not asked, or not to the end

  @Test
  void tokenThatCouldNotBeObtainedIsNotARefusal() throws Exception {
    Credentials failing =
        Credentials.token(
            "ann",
            () -> {
              throw new IllegalStateException("s3cret");
            });
    assertEquals(
        "The login as ann with XOAUTH2 was not completed: The access token could not"
            + " be obtained; the cause says why",
        message("XOAUTH2", failing, ""));
  }

  /** Empty, or what such servers say: the initial response was ignored. */
  @ParameterizedTest
  @CsvSource({
    "PLAIN,         ''",
    "PLAIN,         more?",
    "SCRAM-SHA-256, ''",
  })
  void serverThatAsksForMoreIsAnsweredWithTheOption(String mechanism, String challenge)
      throws Exception {
    String message =
        message(
            mechanism,
            PASSWORD,
            "C: AUTH %s *\nS: 334 %s\nC: \\*\nS: 501 cancelled\n"
                .formatted(
                    mechanism, Base64.getEncoder().encodeToString(challenge.getBytes(UTF_8))));
    assertTrue(message.startsWith("The login as ann with " + mechanism), message);
    assertTrue(message.contains("withoutInitialResponse()"), message);
  }

  // --- nothing to try

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "XOAUTH2             | XOAUTH2: needs an access token (Credentials.token)",
        "XOAUTH2 OAUTHBEARER | XOAUTH2, OAUTHBEARER: needs an access token (Credentials.token)",
        "GSSAPI NTLM         | GSSAPI, NTLM: no provider has it; this client has",
        "EXTERNAL            | EXTERNAL: needs a TLS client certificate"
            + " (TlsOptions.clientCertificate and Credentials.external)",
        "ANONYMOUS XOAUTH2   | ANONYMOUS: needs no identity (Credentials.anonymous); XOAUTH2: needs",
        "SCRAM-SHA-256-PLUS  | SCRAM-SHA-256-PLUS: channel binding is not possible: the connection"
            + " does not use TLS",
        "\u202eX\u0007Y      | it offers AUTH without any mechanism",
        "''                  | it offers AUTH without any mechanism",
      })
  void passwordThatNothingAcceptsIsToldWhatEachMechanismNeeds(String offer, String reasons)
      throws Exception {
    String message = message(offer, PASSWORD, "");
    assertTrue(message.startsWith(NONE + " as ann: " + reasons), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PLAIN", "LOGIN", "CRAM-MD5", "SCRAM-SHA-1"})
  void tokenForAServerThatWantsAPasswordIsToldSo(String offer) throws Exception {
    assertEquals(
        NONE + " as ann: " + offer + ": needs a user name and a password (Credentials.password)",
        message(offer, TOKEN, ""));
  }

  @Test
  void unencryptedLoginNamesTheOptionThatAllowsIt() throws Exception {
    String message =
        message(Play.hello("AUTH PLAIN LOGIN"), builder -> builder.credentials(PASSWORD));
    assertEquals(
        NONE
            + " as ann: PLAIN, LOGIN: it would send the credentials unencrypted; use TLS"
            + " (TlsMode.STARTTLS or IMPLICIT), or call allowUnencryptedCredentials()",
        message);
  }

  @Test
  void optionThatExcludesAMechanismIsNamed() throws Exception {
    String message =
        message(
            Play.hello("AUTH PLAIN SCRAM-SHA-256-PLUS"),
            builder ->
                builder
                    .credentials(PASSWORD)
                    .allowUnencryptedCredentials()
                    .onlyMechanisms("SCRAM-SHA-256-PLUS")
                    .channelBinding(ChannelBinding.NONE));
    assertEquals(
        NONE
            + " as ann: PLAIN: it is not among those that onlyMechanisms allows;"
            + " SCRAM-SHA-256-PLUS: channel binding is switched off",
        message);
  }

  // --- no AUTH at all

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SIZE     | The server offers neither AUTH nor STARTTLS: check the port (clients log in on"
            + " 587 or 465), or leave out the credentials",
        "STARTTLS | The server does not offer AUTH on this unencrypted connection, but it offers"
            + " STARTTLS: start TLS first, with TlsMode.STARTTLS or startTls()",
      })
  void serverWithoutAuthIsToldByWhatItOffers(String offer, String expected) throws Exception {
    var failure =
        failure(
            SmtpNotSupportedException.class,
            Play.hello(offer),
            builder -> builder.credentials(PASSWORD));
    assertEquals(expected, ExceptionResults.text(failure));
  }

  @Test
  void disabledAuthIsTheClientsOwnDoing() throws Exception {
    var failure =
        failure(
            SmtpNotSupportedException.class,
            Play.hello("AUTH PLAIN"),
            builder -> builder.credentials(PASSWORD).disable(Extension.AUTH));
    assertTrue(failure.getMessage().contains("disable(Extension.AUTH)"), failure.getMessage());
  }
}
