package smtp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smtp.api.Content;
import smtp.api.Credentials;
import smtp.api.Envelope;
import smtp.api.Mail;
import smtp.api.Recovery;
import smtp.api.SmtpException;
import smtp.api.SmtpOutcomeUnknownException;
import smtp.api.SmtpRecipientsRefusedException;
import smtp.api.SmtpTimeoutException;
import smtp.api.TlsMode;
import smtp.core.SmtpClient;
import smtp.message.Message;
import smtp.testkit.Dialogue;
import smtp.testkit.Script;
import smtp.testkit.ScriptedServer;
import smtp.testkit.TestCertificates;
import smtp.testkit.sink.ReceivedMessage;
import smtp.testkit.sink.SinkServer;

/** The code of docs/testing.md, compiled and run. */
class TestingExamplesIT {

  @Test
  void serviceSendsTheRightMail() throws Exception {
    try (var server = SinkServer.start()) {
      myServiceGreets("bob@example.net", server.host(), server.port());
      ReceivedMessage message = server.await(1).getFirst();
      assertEquals(List.of("bob@example.net"), message.recipients());
      assertEquals("Willkommen, Jürgen", message.header("Subject").orElseThrow());
      assertEquals("Hallo!\r\n", message.text());
    }
  }

  private static void myServiceGreets(String to, String host, int port) throws SmtpException {
    SmtpClient.builder(host, port)
        .build()
        .send(
            Message.builder()
                .from("ann@example.org")
                .to(to)
                .subject("Willkommen, Jürgen")
                .text("Hallo!\n")
                .build());
  }

  @Test
  void recipientWhoIsUnknownIsTold() throws Exception {
    SinkServer.Builder builder =
        SinkServer.builder()
            .startTls()
            .login("ann", "secret")
            .refuseRecipient("bob@example.org", "550 5.1.1 unknown");
    try (var server = builder.start()) {
      var client =
          SmtpClient.builder(server.host(), server.port())
              .tls(TlsMode.STARTTLS)
              .sslContext(TestCertificates.trustingContext())
              .credentials(Credentials.password("ann", "secret"))
              .build();
      assertThrows(SmtpRecipientsRefusedException.class, () -> client.send(mail()));
      assertEquals(List.of(), server.messages());
    }
  }

  private static Mail mail() {
    return Mail.of(
        Envelope.of("ann@example.org", "bob@example.org"), Content.of("Subject: Hi\n\n"));
  }

  @Test
  void aLostFinalReplyIsReportedAsUnknown() throws Exception {
    Dialogue dialogue =
        Dialogue.of(
            """
            S: 220 mail.example.org
            C: EHLO *
            S: 250 mail.example.org
            C: MAIL FROM:<ann@example.org>
            S: 250 ok
            C: RCPT TO:<bob@example.org>
            S: 250 ok
            C: DATA
            S: 354 go
            DATA *
            CLOSE
            """);
    try (var server = ScriptedServer.start(dialogue)) {
      var client = SmtpClient.builder(server.host(), server.port()).build();
      var failure = assertThrows(SmtpOutcomeUnknownException.class, () -> client.send(mail()));
      assertEquals(Recovery.MAY_HAVE_BEEN_DELIVERED, failure.recovery());
      server.assertCompleted();
    }
  }

  @Test
  @Script(
      """
      S: 220 mail.example.org
      C: EHLO *
      STALL
      """)
  void aServerThatStallsIsGivenUp(ScriptedServer server) {
    var client =
        SmtpClient.builder(server.host(), server.port()).timeout(Duration.ofMillis(200)).build();
    assertThrows(SmtpTimeoutException.class, () -> client.send(mail()));
  }

  @TempDir private Path folder;

  @Test
  void aTraceIsATest() throws Exception {
    Path trace = folder.resolve("trace");
    Files.writeString(
        trace,
        """
        # connected to mail.example.org/192.0.2.25:25 in 3 ms
        S: 220 mail.example.org
        C: EHLO *
        S: 250 mail.example.org
        C: MAIL FROM:<ann@example.org>
        S: 250 ok
        C: RCPT TO:<bob@example.org>
        S: 250 ok
        C: DATA
        S: 354 go
        DATA *
        CLOSE
        # closed: The server closed the connection while the client was at the end of the data
        """);
    replay(trace);
  }

  private static void replay(Path trace) throws Exception {
    try (var server = ScriptedServer.start(Dialogue.of(Files.readString(trace)))) {
      var client = SmtpClient.builder(server.host(), server.port()).build();
      assertThrows(SmtpOutcomeUnknownException.class, () -> client.send(mail()));
      server.assertCompleted();
    }
  }
}
