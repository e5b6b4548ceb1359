package smtp.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScriptedServerTest {
  private static final Dialogue WHOLE_SESSION =
      Dialogue.of(
          """
          S: 220 mail.example.org ESMTP
          C: EHLO [127.0.0.1]
          S: 250-mail.example.org
          S: 250-PIPELINING
          S: 250 STARTTLS
          C: STARTTLS
          S: 220 go ahead
          TLS
          C: EHLO *
          S: 250 mail.example.org
          C: MAIL FROM:<a@example.org>
          C: RCPT TO:<b@example.org>
          S: 250 ok
          S: 250 ok
          C: DATA
          S: 354 go
          DATA
          Subject: Hi

          .Hello
          .
          S: 250 2.0.0 queued as 4XyZ
          C: QUIT
          S: 221 bye
          """);

  @ParameterizedTest
  @MethodSource("smtp.testkit.Delivery#all")
  void playsASessionWithStartTls(Delivery delivery) throws Exception {
    try (var server = ScriptedServer.builder(WHOLE_SESSION).delivery(delivery).start();
        var client = RawClient.connect(server)) {
      assertEquals("220 mail.example.org ESMTP\r\n", client.readLine());
      client.send("EHLO [127.0.0.1]\r\n");
      assertEquals("250-mail.example.org\r\n", client.readLine());
      assertEquals("250-PIPELINING\r\n", client.readLine());
      assertEquals("250 STARTTLS\r\n", client.readLine());
      client.send("STARTTLS\r\n");
      assertEquals("220 go ahead\r\n", client.readLine());
      client.startTls(TestCertificates.trustingContext());
      client.send("EHLO me\r\n");
      assertEquals("250 mail.example.org\r\n", client.readLine());
      client.send("MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\n");
      assertEquals("250 ok\r\n", client.readLine());
      assertEquals("250 ok\r\n", client.readLine());
      client.send("DATA\r\n");
      assertEquals("354 go\r\n", client.readLine());
      client.send("Subject: Hi\r\n\r\n..Hello\r\n.\r\n");
      assertEquals("250 2.0.0 queued as 4XyZ\r\n", client.readLine());
      client.send("QUIT\r\n");
      assertEquals("221 bye\r\n", client.readToEnd());
      server.assertCompleted();

      var received = server.received();
      assertEquals(
          List.of(
              List.of("EHLO [127.0.0.1]"),
              List.of("STARTTLS"),
              List.of("EHLO me"),
              List.of("MAIL FROM:<a@example.org>", "RCPT TO:<b@example.org>"),
              List.of("DATA"),
              List.of("Subject: Hi", "", "..Hello", "."),
              List.of("QUIT")),
          received.groups());
      assertArrayEquals(
          "Subject: Hi\r\n\r\n.Hello\r\n".getBytes(UTF_8), received.contents().getFirst());
      assertTrue(received.tls().isPresent());
    }
  }
}
