package smtp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.ChannelBinding;
import smtp.api.Credentials;
import smtp.api.SmtpAuthenticationException;
import smtp.api.SmtpProtocolException;
import smtp.api.SmtpSession;
import smtp.api.TlsMode;
import smtp.core.SmtpClient;
import smtp.testkit.Delivery;
import smtp.testkit.ScriptedServer;
import smtp.testkit.TestCertificates;

/** SCRAM as an application uses it, over TLS, also with servers that misbehave. */
class ScramIT {

  private static final String SALT = "QSXCR+Q6sek8bf92";
  private static final String REST =
      """
      SCRAM-CLIENT-FINAL
      SCRAM-SERVER-FINAL
      C:
      S: 235 2.7.0 welcome
      """;
  private static final String BYE = "C: QUIT\nS: 221 bye\n";
  private static final String CANCELLED = "C: \\*\nS: 501 5.7.0 cancelled\n" + BYE;

  @TempDir Path folder;

  private static String hello(String mechanisms) {
    return """
    S: 220 mail.example.org
    C: EHLO *
    S: 250-mail.example.org
    S: 250 AUTH %s
    """
        .formatted(mechanisms);
  }

  private static ScriptedServer server(Delivery delivery, String script) {
    return ScriptedServer.builder(script).implicitTls().delivery(delivery).start();
  }

  private SmtpClient.Builder client(ScriptedServer server) {
    return SmtpClient.builder(server.host(), server.port())
        .tls(TlsMode.IMPLICIT)
        .trust(TestCertificates.writeAuthorityPem(folder.resolve("ca.pem")));
  }

  private void logIn(SmtpClient.Builder builder) throws Exception {
    try (SmtpSession session = builder.build().connect()) {
      session.authenticate(Credentials.password("ann", "pencil"));
    }
  }

  private void logIn(String script) throws Exception {
    try (ScriptedServer server = server(Delivery.whole(), script)) {
      logIn(client(server));
      server.assertCompleted();
    }
  }

  @ParameterizedTest
  @MethodSource("smtp.testkit.Delivery#all")
  void rightPasswordAuthenticates(Delivery delivery) throws Exception {
    String script = hello("SCRAM-SHA-256") + "SCRAM SHA-256 pencil\nSCRAM-SERVER-FIRST\n" + REST;
    try (ScriptedServer server = server(delivery, script + BYE)) {
      logIn(client(server));
      server.assertCompleted();
    }
  }

  @ParameterizedTest
  @CsvSource({"SHA-1, SCRAM-SHA-1", "SHA-256, SCRAM-SHA-256", "SHA-512, SCRAM-SHA-512"})
  void everyHashAuthenticatesWithAndWithoutChannelBinding(String hash, String mechanism)
      throws Exception {
    String exchange = "SCRAM " + hash + " pencil\nSCRAM-SERVER-FIRST\n" + REST + BYE;
    logIn(hello(mechanism) + exchange);
    try (ScriptedServer server = server(Delivery.whole(), hello(mechanism + "-PLUS") + exchange)) {
      logIn(client(server).allowServerEndPointBinding().channelBinding(ChannelBinding.REQUIRED));
      server.assertCompleted();
    }
  }

  private SmtpAuthenticationException refused(String exchange) {
    return assertThrows(
        SmtpAuthenticationException.class,
        () -> logIn(hello("SCRAM-SHA-256") + "SCRAM SHA-256 pencil\n" + exchange));
  }

  @Test
  void noWeakerMechanismIsTriedAfterAWrongPassword() {
    SmtpAuthenticationException failure =
        assertThrows(
            SmtpAuthenticationException.class,
            () ->
                logIn(
                    hello("SCRAM-SHA-256 PLAIN LOGIN")
                        + "SCRAM SHA-256 other\nSCRAM-SERVER-FIRST\nSCRAM-CLIENT-FINAL\n"
                        + "S: 535 5.7.8 no\n"
                        + BYE));
    assertEquals(1, failure.attempts().size());
  }

  /** A server that sends this has not proved that it knows the password. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "SCRAM-SERVER-FIRST\nSCRAM-CLIENT-FINAL\n",
        "SCRAM-SERVER-FIRST\nSCRAM-CLIENT-FINAL\nS: 235-v=AAAA\n",
      })
  void prematureSuccessIsRejected(String exchange) {
    String script =
        hello("SCRAM-SHA-256") + "SCRAM SHA-256 pencil\n" + exchange + "S: 235 welcome\nEOF\n";
    assertThrows(SmtpProtocolException.class, () -> logIn(script));
  }

  @ParameterizedTest
  @ValueSource(strings = {"v=AAAA", "v=", "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=", "x"})
  void wrongSignatureIsRejected(String last) {
    SmtpAuthenticationException failure =
        refused(
            "SCRAM-SERVER-FIRST\nSCRAM-CLIENT-FINAL\nSCRAM-SERVER-FINAL "
                + last
                + "\n"
                + CANCELLED);
    assertTrue(failure.getMessage().contains("did not prove"), failure.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"r={nonce}", "r=other", "r={nonce} x", "r="})
  void nonceThatDoesNotExtendTheClientsIsRejected(String nonce) {
    refused("SCRAM-SERVER-FIRST " + nonce + ",s=" + SALT + ",i=4096\n" + CANCELLED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1", "4095", "4096x", "1000001", "2147483647"})
  void iterationsOutOfBoundsAreRejected(String iterations) {
    refused("SCRAM-SERVER-FIRST r={nonce}x,s=" + SALT + ",i=" + iterations + "\n" + CANCELLED);
  }

  @Test
  void boundsOfIterationsCanBeSet() throws Exception {
    String script =
        hello("SCRAM-SHA-256")
            + "SCRAM SHA-256 pencil\nSCRAM-SERVER-FIRST r={nonce}x,s=QSXCR+Q6sek8bf92,i=1\n"
            + REST
            + BYE;
    try (ScriptedServer server = server(Delivery.whole(), script)) {
      logIn(client(server).mechanismOption("scram.min-iterations", "1"));
      server.assertCompleted();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "r={nonce}x,s=,i=4096",
        "r={nonce}x,s=!,i=4096",
        "m=x,r={nonce}x,s=AAAA,i=4096",
        "s=AAAA,r={nonce}x,i=4096",
        "r={nonce}x,s=AAAA,i=4096,i=4096",
      })
  void malformedServerFirstMessageIsRejected(String first) {
    refused("SCRAM-SERVER-FIRST " + first + "\n" + CANCELLED);
  }

  @Test
  void unknownExtensionIsIgnored() throws Exception {
    logIn(
        hello("SCRAM-SHA-256")
            + "SCRAM SHA-256 pencil\nSCRAM-SERVER-FIRST r={nonce}x,s=AAAA,i=4096,x=new\n"
            + REST
            + BYE);
  }

  // --- channel binding

  @Test
  void requiredBindingSendsNothingToAServerThatCannotBind() throws Exception {
    try (ScriptedServer server = server(Delivery.whole(), hello("SCRAM-SHA-256 PLAIN") + BYE)) {
      SmtpClient.Builder builder = client(server).channelBinding(ChannelBinding.REQUIRED);
      assertThrows(SmtpAuthenticationException.class, () -> logIn(builder));
      server.assertCompleted();
    }
  }

  @Test
  void differentChannelIsReportedAndNoOtherMechanismIsTried() {
    String script =
        hello("SCRAM-SHA-256-PLUS SCRAM-SHA-256")
            + "SCRAM SHA-256 pencil\nSCRAM-SERVER-FIRST\nSCRAM-CLIENT-FINAL\n"
            + "SCRAM-SERVER-FINAL e=channel-bindings-dont-match\n"
            + CANCELLED;
    try (ScriptedServer server = server(Delivery.whole(), script)) {
      SmtpClient.Builder builder = client(server).allowServerEndPointBinding();
      SmtpAuthenticationException failure =
          assertThrows(SmtpAuthenticationException.class, () -> logIn(builder));
      assertEquals(
          List.of("SCRAM-SHA-256-PLUS"),
          failure.attempts().stream().map(SmtpAuthenticationException.Attempt::mechanism).toList());
      server.assertCompleted();
    }
  }

  @Test
  void serverThatDoesNotKnowTheBindingGetsNone() throws Exception {
    String script =
        hello("SCRAM-SHA-256-PLUS SCRAM-SHA-256")
            + "SCRAM SHA-256 pencil\n"
            + "SCRAM-SERVER-FIRST e=unsupported-channel-binding-type\n"
            + "C: \\*\nS: 501 cancelled\n"
            + "SCRAM SHA-256 pencil\nSCRAM-SERVER-FIRST\n"
            + REST
            + BYE;
    try (ScriptedServer server = server(Delivery.whole(), script)) {
      logIn(client(server).allowServerEndPointBinding());
      server.assertCompleted();
      assertFalse(server.received().lines().isEmpty());
    }
  }
}
