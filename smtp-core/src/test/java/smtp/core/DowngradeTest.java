package smtp.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Credentials;
import smtp.api.Phase;
import smtp.api.SmtpConnectException;
import smtp.api.SmtpNotSupportedException;
import smtp.api.SmtpProtocolException;
import smtp.api.SmtpSession;
import smtp.api.SmtpTimeoutException;
import smtp.api.SmtpTlsException;
import smtp.api.TlsMode;
import smtp.api.TlsOptions;
import smtp.testkit.Dialogue;
import smtp.testkit.ScriptedServer;
import smtp.testkit.TestCertificates;

/** Attempts to make a client use less security than it was built for. */
class DowngradeTest {

  private static final String UPGRADED =
      Play.hello("STARTTLS") + "C: STARTTLS\nS: 220 go\nTLS\n" + Play.ehlo();

  private static SmtpClient.Builder builder(ScriptedServer server) {
    return Play.builder(server)
        .tls(TlsMode.STARTTLS)
        .sslContext(TestCertificates.trustingContext());
  }

  // --- servers that claim that TLS or AUTH is done already

  @ParameterizedTest
  @ValueSource(strings = {"235 2.7.0 you are known", "250 ok", "200 hello", "334 more", "354 go"})
  void onlyA220GreetingStartsASession(String greeting) throws Exception {
    try (var server = Play.server("S: " + greeting + "\nC: QUIT\nS: 221 bye\nEOF\n")) {
      SmtpClient client = builder(server).credentials(Credentials.external("")).build();
      assertThrows(SmtpConnectException.class, client::connect);
      server.assertCompleted();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"235 2.7.0 you are known", "220 hello", "251 ok"})
  void otherReplyToEhloThan250LeadsNeitherToTlsNorToAuth(String reply) throws Exception {
    String script = "S: 220 hi\nC: EHLO *\nS: " + reply + "\nC: QUIT\nS: 221 bye\nEOF\n";
    try (var server = Play.server(script, script)) {
      SmtpClient client = builder(server).build();
      assertThrows(SmtpNotSupportedException.class, client::connect);
      SmtpClient inClear = Play.builder(server).credentials(Credentials.external("")).build();
      assertThrows(SmtpNotSupportedException.class, inClear::connect);
      server.assertCompleted();
    }
  }

  // --- nothing after STARTTLS

  /** The TLS step of the script fails if plaintext follows the command. */
  @Test
  void nothingIsSentBetweenStartTlsAndTheHandshake() throws Exception {
    try (var server = Play.server(UPGRADED.replace("S: 220 go", "PAUSE 30ms\nS: 220 go"));
        SmtpSession session = builder(server).build().connect()) {
      assertTrue(session.isSecure());
      server.assertCompleted();
      assertEquals("STARTTLS", server.received().lines().get(1));
    }
  }

  // --- versions of TLS

  @ParameterizedTest
  @CsvSource({"TLSv1.2, TLSv1.3", "TLSv1.3, TLSv1.2"})
  void disallowedTlsVersionIsRefused(String spoken, String allowed) throws Exception {
    try (var server =
        ScriptedServer.builder(Dialogue.of("TLS-REFUSED")).protocols(spoken).start()) {
      var options = TlsOptions.builder().protocols(allowed).build();
      SmtpClient client = builder(server).tls(TlsMode.IMPLICIT).tlsOptions(options).build();
      var failure = assertThrows(SmtpTlsException.class, client::connect);
      assertTrue(failure.getMessage().contains("no version of TLS"), failure.getMessage());
      server.assertCompleted();
    }
  }

  // --- every connection of a client

  @Test
  void everyConnectionOfAClientNeedsTls() throws Exception {
    try (var server =
        Play.server(
            UPGRADED + "C: QUIT\nS: 221 bye\n", Play.hello() + "C: QUIT\nS: 221 bye\nEOF\n")) {
      SmtpClient client = builder(server).build();
      client.connect().close();
      assertThrows(SmtpNotSupportedException.class, client::connect);
      server.assertCompleted();
    }
  }

  @Test
  void reconnectionOfSendAllNeedsTls() throws Exception {
    String first = UPGRADED + Play.transaction("250 ok") + "CLOSE\n";
    String refusing = Play.hello() + "C: QUIT\nS: 221 bye\nEOF\n";
    var mails = List.of(Play.mail("b@example.net"), Play.mail("b@example.net")).iterator();
    List<String> heard = new ArrayList<>();
    try (var server = Play.server(first, refusing)) {
      SmtpClient client = builder(server).build();
      assertThrows(
          SmtpNotSupportedException.class,
          () -> client.sendAll(mails, (mail, result, why) -> heard.add(Play.recipients(result))));
      server.assertCompleted();
    }
    assertEquals("Accepted 250", heard.getFirst());
    assertFalse(heard.subList(1, heard.size()).contains("Accepted 250"));
  }

  // --- servers of other protocols

  @ParameterizedTest
  @ValueSource(
      strings = {
        "S: HTTP/1.1 400 Bad Request\nS: Connection: close\nS:\n",
        "S: SSH-2.0-OpenSSH_9.2p1\n",
        "S- \\x15\\x03\\x03\\0\\x02\\x02\\x28\\r\\n\n",
        "S: \\x1b[2J\\x1b]0;pwned\\x07\n",
        "S: 220\\tmail\n",
        "S: +OK POP3 ready\n",
        "S: * OK IMAP4rev1\n",
      })
  void greetingThatIsNotSmtpIsQuotedBriefly(String greeting) throws Exception {
    try (var server = Play.server(greeting + "EOF\n")) {
      SmtpClient client = Play.builder(server).build();
      var failure = assertThrows(SmtpProtocolException.class, client::connect);
      String message = failure.getMessage();
      assertTrue(message.length() <= 512, message);
      assertTrue(message.chars().noneMatch(Character::isISOControl), message);
      server.assertCompleted();
    }
  }

  // --- TLS on a plaintext port, and plaintext on a TLS port

  @Test
  void messageExplainsTlsOnAPlaintextPort() throws Exception {
    try (var server = Play.server("S: 220 mail.example.org\nC: *\nCLOSE\n")) {
      SmtpClient client = builder(server).tls(TlsMode.IMPLICIT).build();
      var failure = assertThrows(SmtpTlsException.class, client::connect);
      assertTrue(failure.getMessage().contains("TlsMode.STARTTLS"), failure.getMessage());
    }
  }

  /** A TLS server waits for the client to begin. */
  @Test
  void messageExplainsPlaintextOnATlsPort() throws Exception {
    try (var server = Play.server("STALL\n")) {
      SmtpClient client = Play.builder(server).timeout(Duration.ofMillis(300)).build();
      var failure = assertThrows(SmtpTimeoutException.class, client::connect);
      assertEquals(Phase.GREETING, failure.phase());
      assertTrue(failure.getMessage().contains("TlsMode.IMPLICIT"), failure.getMessage());
      server.assertCompleted();
    }
  }
}
