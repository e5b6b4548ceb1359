package smtp.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Mail;
import smtp.api.SendResult;
import smtp.testkit.Delivery;
import smtp.testkit.Dialogue;
import smtp.testkit.ScriptedServer;

class SendTest {

  private static final Mail MAIL =
      Mail.of(
          Envelope.of("a@example.org", "b@example.net", "c@example.net"),
          Content.of("Subject: Hi\n\nHello\n.dot\n"));

  @ParameterizedTest
  @MethodSource("smtp.testkit.Delivery#all")
  @Tag("S11")
  @Tag("S93")
  void sendsEnvelopeInOneFlightAndReportsEachRecipient(Delivery delivery) throws Exception {
    Dialogue dialogue =
        Dialogue.of(
            """
            S: 220 mail.example.org ESMTP
            C: EHLO *
            S: 250-mail.example.org
            S: 250-SIZE 1000
            S: 250 PIPELINING
            C: MAIL FROM:<a@example.org> SIZE=28
            C: RCPT TO:<b@example.net>
            C: RCPT TO:<c@example.net>
            C: DATA
            S: 250 ok
            S: 250 ok
            S: 550 5.1.1 no such user
            S: 354 go
            DATA
            Subject: Hi

            Hello
            .dot
            .
            S: 250 2.0.0 Ok: queued as 4XyZ
            C: QUIT
            S: 221 bye
            """);
    try (var server = ScriptedServer.builder(dialogue).delivery(delivery).start()) {
      SendResult result = SmtpClient.builder(server.host(), server.port()).build().send(MAIL);
      assertEquals(List.of("4XyZ"), result.queueIds());
      assertEquals(1, result.refused().size());
      assertTrue(result.unknown().isEmpty());
      server.assertCompleted();
    }
  }
}
