package smtp.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Credentials;
import smtp.api.SmtpAuthenticationException;
import smtp.api.SmtpAuthenticationException.Attempt;
import smtp.api.SmtpSession;
import smtp.api.TlsMode;
import smtp.api.TlsOptions;
import smtp.core.SmtpClient;

/** Each mechanism with each real server that offers it, with the right secret and a wrong one. */
class LoginIT {

  private static final String ALICE = "alice@example.test";

  @SuppressWarnings("NullAway.Init") // by the first method
  private static RealServers servers;

  @BeforeAll
  static void find() throws Exception {
    servers = RealServers.running();
  }

  static Stream<Arguments> passwordMechanisms() {
    var dovecot = List.of("PLAIN", "LOGIN", "CRAM-MD5", "SCRAM-SHA-1", "SCRAM-SHA-256");
    return Stream.of(
            pairs(dovecot, "postfix.submission", "postfix.submissions"),
            pairs(dovecot, "dovecot.submission", "dovecot.submissions"),
            pairs(List.of("PLAIN", "LOGIN"), "aiosmtpd.starttls", "aiosmtpd.tls"))
        .flatMap(pairs -> pairs);
  }

  static Stream<Arguments> tokenMechanisms() {
    var oauth = List.of("OAUTHBEARER", "XOAUTH2");
    return pairs(oauth, "postfix.submission", "dovecot.submission");
  }

  private static Stream<Arguments> pairs(List<String> mechanisms, String... listeners) {
    return Stream.of(listeners)
        .flatMap(listener -> mechanisms.stream().map(name -> Arguments.of(listener, name)));
  }

  private static SmtpClient.Builder client(String listener) {
    boolean implicit = listener.endsWith("submissions") || listener.equals("aiosmtpd.tls");
    return servers.smtp(listener).tls(implicit ? TlsMode.IMPLICIT : TlsMode.STARTTLS);
  }

  /** What the submission ports allow only after authentication. */
  private static boolean takesMail(SmtpSession session) throws Exception {
    return session.mail(ALICE).isPositive() && session.rcpt(ALICE).isPositive();
  }

  @ParameterizedTest
  @MethodSource("passwordMechanisms")
  @Tag("S61")
  @Tag("S67")
  void rightPasswordAuthenticates(String listener, String mechanism) throws Exception {
    try (SmtpSession session = client(listener).build().connect()) {
      session.authenticate(mechanism, Credentials.password(ALICE, "alicepw"));
      assertTrue(takesMail(session));
    }
  }

  @ParameterizedTest
  @MethodSource("passwordMechanisms")
  void wrongPasswordIsRefusedWithTheServersReply(String listener, String mechanism)
      throws Exception {
    try (SmtpSession session = client(listener).build().connect()) {
      assertRefused(session, mechanism, Credentials.password(ALICE, "bobpw"));
      assertTrue(session.noop().isPositive());
      session.authenticate(mechanism, Credentials.password(ALICE, "alicepw"));
    }
  }

  private static Attempt assertRefused(
      SmtpSession session, String mechanism, Credentials credentials) {
    SmtpAuthenticationException refusal =
        assertThrows(
            SmtpAuthenticationException.class, () -> session.authenticate(mechanism, credentials));
    Attempt attempt = refusal.attempts().getLast();
    assertEquals(mechanism, attempt.mechanism());
    assertEquals(535, attempt.reply().orElseThrow().code());
    return attempt;
  }

  @ParameterizedTest
  @MethodSource("tokenMechanisms")
  void tokenAuthenticatesUntilItExpires(String listener, String mechanism) throws Exception {
    try (SmtpSession session = client(listener).build().connect()) {
      Credentials.Token expired = Credentials.token(ALICE, () -> servers.setting("token.expired"));
      Attempt attempt = assertRefused(session, mechanism, expired);
      // The status of RFC 7628, and that of XOAUTH2.
      assertTrue(attempt.reason().matches(".*(invalid_token|status 401).*"), attempt::reason);
      session.authenticate(mechanism, Credentials.token(ALICE, () -> servers.setting("token")));
      assertTrue(takesMail(session));
    }
  }

  static Stream<Arguments> strangeUsers() {
    var users =
        List.of(
            List.of("üser@example.test", "pässwörd"),
            List.of("a=b,c@example.test", "eq=comma,"),
            List.of("scramonly@example.test", "scrampw"));
    return Stream.of("postfix.submission", "dovecot.submission")
        .flatMap(listener -> users.stream().map(user -> Arguments.of(listener, user)));
  }

  /** With the mechanism that the library chooses. */
  @ParameterizedTest
  @MethodSource("strangeUsers")
  @Tag("P58")
  @Tag("S61")
  void namesAndPasswordsWithAnyLettersAuthenticate(String listener, List<String> user)
      throws Exception {
    Credentials.Password credentials = Credentials.password(user.getFirst(), user.getLast());
    try (SmtpSession session = client(listener).credentials(credentials).build().connect()) {
      assertTrue(takesMail(session));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PLAIN", "SCRAM-SHA-256"})
  void nonAsciiLettersAuthenticateWithEachMechanism(String mechanism) throws Exception {
    try (SmtpSession session = client("postfix.submission").build().connect()) {
      session.authenticate(mechanism, Credentials.password("üser@example.test", "pässwörd"));
    }
  }

  @Test
  void clientCertificateAuthenticates() throws Exception {
    SmtpClient client =
        client("dovecot.submission").tlsOptions(withClientCertificate(servers)).build();
    try (SmtpSession session = client.connect()) {
      session.authenticate(Credentials.external(""));
      assertTrue(takesMail(session));
    }
  }

  @Test
  void passwordIsNotSentUnencryptedUnlessAllowed() throws Exception {
    Credentials.Password credentials = Credentials.password(ALICE, "alicepw");
    SmtpClient.Builder careful =
        servers.smtp("postfix.clear").tls(TlsMode.NONE).credentials(credentials);
    var trace = new ByteArrayOutputStream();
    careful.trace(new PrintStream(trace, true, UTF_8));
    assertThrows(SmtpAuthenticationException.class, careful.build()::connect);
    assertFalse(trace.toString(UTF_8).contains("C: AUTH"), trace::toString);
    try (SmtpSession session = careful.allowUnencryptedCredentials().build().connect()) {
      assertTrue(takesMail(session));
    }
  }

  /** Returns a context that trusts the servers' authority and presents alice's certificate. */
  static TlsOptions withClientCertificate(RealServers servers) {
    return TlsOptions.builder()
        .trust(servers.authority())
        .clientCertificate(Path.of(servers.setting("client")), "changeit".toCharArray())
        .build();
  }
}
