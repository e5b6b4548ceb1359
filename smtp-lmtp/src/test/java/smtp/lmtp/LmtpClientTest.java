package smtp.lmtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Mail;
import smtp.api.Phase;
import smtp.api.Recipient;
import smtp.api.RecipientResult.Accepted;
import smtp.api.RecipientResult.Refused;
import smtp.api.RecipientResult.Unknown;
import smtp.api.Reply;
import smtp.api.SmtpConnectException;
import smtp.api.SmtpHelloException;
import smtp.api.SmtpOutcomeUnknownException;
import smtp.api.spi.SaslMechanism;
import smtp.testkit.Delivery;
import smtp.testkit.Dialogue;
import smtp.testkit.ScriptedServer;

class LmtpClientTest {

  private static final Recipient ALICE = Recipient.of("alice@example.org");
  private static final Recipient FULL = Recipient.of("full@example.org");

  private static final Mail MAIL =
      Mail.of(
          Envelope.of(
              "a@example.org", "alice@example.org", "full@example.org", "alice@example.org"),
          Content.of("Subject: Hi\n\nHello\n"));

  private static final String UP_TO_THE_DOT =
      """
      S: 220 mail.example.org LMTP
      C: LHLO localhost
      S: 250-mail.example.org
      S: 250 PIPELINING
      C: MAIL FROM:<a@example.org>
      C: RCPT TO:<alice@example.org>
      C: RCPT TO:<full@example.org>
      C: RCPT TO:<alice@example.org>
      C: DATA
      S: 250 ok
      S: 250 ok
      S: 250 ok
      S: 250 ok
      S: 354 go
      DATA *
      """;

  @ParameterizedTest
  @MethodSource("smtp.testkit.Delivery#all")
  @Tag("S23")
  @Tag("S27")
  @Tag("P74")
  void eachRecipientIsReportedSeparately(Delivery delivery) throws Exception {
    Dialogue dialogue =
        Dialogue.of(
            UP_TO_THE_DOT
                + """
                S: 250 2.0.0 <alice@example.org> abc1 Saved
                S: 552 5.2.2 <full@example.org> Mailbox is full
                S: 250 2.0.0 <alice@example.org> abc2 Saved
                C: QUIT
                S: 221 bye
                """);
    try (var server = ScriptedServer.builder(dialogue).delivery(delivery).unix().start()) {
      var results = LmtpClient.of(server.path()).send(MAIL).recipients();
      assertEquals(
          List.of(
              new Accepted(ALICE, Reply.of(250, "2.0.0 <alice@example.org> abc1 Saved")),
              new Refused(
                  FULL,
                  Reply.of(552, "5.2.2 <full@example.org> Mailbox is full"),
                  Phase.END_OF_DATA),
              new Accepted(ALICE, Reply.of(250, "2.0.0 <alice@example.org> abc2 Saved"))),
          results);
      server.assertCompleted();
    }
  }

  @Test
  void recipientsWithoutAReplyAreUnknown() throws Exception {
    Dialogue dialogue =
        Dialogue.of(UP_TO_THE_DOT + "S: 250 2.0.0 saved\nS: 552 5.2.2 full\nCLOSE\n");
    try (var server = ScriptedServer.builder(dialogue).unix().start()) {
      var client = LmtpClient.of(server.path());
      var e = assertThrows(SmtpOutcomeUnknownException.class, () -> client.send(MAIL));
      assertEquals(
          List.of(
              new Accepted(ALICE, Reply.of(250, "2.0.0 saved")),
              new Refused(FULL, Reply.of(552, "5.2.2 full"), Phase.END_OF_DATA),
              new Unknown(ALICE)),
          e.result().orElseThrow().recipients());
    }
  }

  @Test
  @Tag("S24")
  @Tag("P75")
  void refusedLhloIsNotFollowedByHelo() throws Exception {
    Dialogue dialogue =
        Dialogue.of("S: 220 x\nC: LHLO *\nS: 500 what?\nC: QUIT\nS: 221 bye\nEOF\n");
    try (var server = ScriptedServer.builder(dialogue).unix().start()) {
      var client = LmtpClient.of(server.path());
      assertThrows(SmtpHelloException.class, client::connect);
      server.assertCompleted();
    }
  }

  @Test
  @Tag("S25")
  void messageNamesAMissingSocket() {
    var client = LmtpClient.of(Path.of("no-such-socket"));
    var e = assertThrows(SmtpConnectException.class, client::connect);
    assertEquals(
        "no-such-socket: Cannot connect: there is no such file; is the server running?",
        e.getMessage());
  }

  @Test
  @Tag("S04")
  @Tag("S23")
  void smtpPortIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> LmtpClient.of("localhost", 25));
  }

  /** A Unix socket needs no encryption; one version of smtplib raises an AttributeError here. */
  @Test
  @Tag("P76")
  void unixSocketNeedsNoTls() throws Exception {
    Dialogue dialogue =
        Dialogue.of("S: 220 x\nC: LHLO *\nS: 250-x\nS: 250 STARTTLS\nC: NOOP\nS: 250 ok\n");
    try (var server = ScriptedServer.builder(dialogue).unix().start();
        LmtpSession session = LmtpClient.of(server.path()).connect()) {
      assertThrows(IllegalStateException.class, session::startTls);
      session.noop();
      server.assertCompleted();
    }
  }

  /** Nobody can listen on a Unix socket, so the connection is confidential. */
  @Test
  @Tag("S26")
  void authIsThatOfSmtp() throws Exception {
    Dialogue dialogue =
        Dialogue.of(
            """
            S: 220 x
            C: LHLO *
            S: 250-x
            S: 250 AUTH X-FAKE
            C: AUTH X-FAKE aGVsbG8=
            S: 235 2.7.0 welcome
            """);
    try (var server = ScriptedServer.builder(dialogue).unix().start();
        LmtpSession session = LmtpClient.of(server.path()).connect()) {
      session.authenticate("X-FAKE", new Saying("hello"));
      server.assertCompleted();
    }
  }

  private record Saying(String text) implements SaslMechanism {

    @Override
    public byte[] initialResponse() {
      return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] respond(byte[] challenge) {
      return new byte[0];
    }

    @Override
    public boolean isComplete() {
      return true;
    }
  }

  @Test
  void aClientShowsItsServerButNoSecret() {
    assertEquals(
        "LmtpClient[/run/dovecot/lmtp]", LmtpClient.of(Path.of("/run/dovecot/lmtp")).toString());
    assertEquals(
        "LmtpClient[mail.example.org:24, STARTTLS, as ann]",
        LmtpClient.builder(URI.create("lmtp://ann:s3cret@mail.example.org:24")).build().toString());
  }
}
