package smtp.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  private static final Dialogue TWO_REPLIES = Dialogue.of("S: 220 hi\nC: NOOP\nS: 250 ok\n");

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

      Transcript received = server.received();
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

  @ParameterizedTest
  @MethodSource("splits")
  void sendsTheSameBytesWhereverTheyAreSplit(Delivery delivery) throws Exception {
    try (var server = ScriptedServer.builder(TWO_REPLIES).delivery(delivery).start();
        var client = RawClient.connect(server)) {
      assertEquals("220 hi\r\n", client.readLine());
      client.send("NOOP\r\n");
      assertEquals("250 ok\r\n", client.readToEnd());
      server.assertCompleted();
    }
  }

  static Stream<Delivery> splits() {
    return Delivery.everySplit(TWO_REPLIES);
  }

  @Test
  void nthConnectionGetsTheNthDialogue() throws Exception {
    try (var server =
            ScriptedServer.start(
                Dialogue.of("S: 220 one\nC: A"),
                Dialogue.of("S: 220 two\nC: B"),
                Dialogue.of("S: 220 three\nC: C"));
        var one = RawClient.connect(server);
        var two = RawClient.connect(server);
        var three = RawClient.connect(server)) {
      assertEquals("220 three\r\n", three.readLine());
      assertEquals("220 two\r\n", two.readLine());
      assertEquals("220 one\r\n", one.readLine());
      three.send("C\r\n");
      one.send("A\r\n");
      assertThrows(AssertionError.class, () -> server.assertCompleted(Duration.ZERO));
      two.send("B\r\n");
      server.assertCompleted();
      assertEquals(
          List.of(List.of("A"), List.of("B"), List.of("C")),
          server.connections().stream().map(Transcript::lines).toList());
    }
  }

  @Test
  void scriptsAreTheDialoguesOfTheirConnections() throws Exception {
    try (ScriptedServer server = ScriptedServer.start("S: 220 one\nEOF", "S: 220 two\nEOF")) {
      for (String greeting : List.of("220 one\r\n", "220 two\r\n")) {
        try (RawClient client = RawClient.connect(server)) {
          assertEquals(greeting, client.readLine());
        }
      }
      server.assertCompleted();
    }
    assertThrows(
        IllegalArgumentException.class, () -> ScriptedServer.start("S: 220 hi", "nothing"));
  }

  @Test
  void receivedIsWhatTheFirstClientSent() throws Exception {
    try (var server = ScriptedServer.start(Dialogue.of("S: 220 hi"), Dialogue.of("S: 220 hi"))) {
      assertThrows(IllegalStateException.class, server::received);
      try (var client = RawClient.connect(server)) {
        client.readToEnd();
      }
      assertEquals(List.of(), server.received().lines());
    }
  }

  @Test
  void serverWithoutDialoguesClosesEveryConnection() throws Exception {
    try (var server = ScriptedServer.start();
        var client = RawClient.connect(server)) {
      assertEquals("", client.readToEnd());
      assertThrows(AssertionError.class, server::assertCompleted);
    }
  }

  @Test
  void builderStartsAnyNumberOfServers() {
    ScriptedServer.Builder options = ScriptedServer.builder(TWO_REPLIES);
    try (ScriptedServer one = options.start();
        ScriptedServer two = options.start()) {
      assertNotEquals(one.port(), two.port());
    }
  }

  @Test
  void bufferSizesCanBeSet() throws Exception {
    try (var server =
            ScriptedServer.builder(Dialogue.of("S- %s".formatted("x".repeat(1_000_000))))
                .sendBuffer(1)
                .receiveBuffer(1)
                .start();
        var client = RawClient.connect(server)) {
      client.read(1);
      assertThrows(AssertionError.class, () -> server.assertCompleted(Duration.ofMillis(50)));
      assertEquals(999_999, client.readToEnd().length());
      server.assertCompleted();
    }
  }

  @Test
  void bufferSizesMustBePositive() {
    ScriptedServer.Builder options = ScriptedServer.builder();

    assertThrows(IllegalArgumentException.class, () -> options.sendBuffer(0));
    assertThrows(IllegalArgumentException.class, () -> options.receiveBuffer(-1));
  }

  @Test
  void interruptEndsTheWaitAndItsFlagStaysSet() {
    try (var server = ScriptedServer.start(TWO_REPLIES)) {
      Thread.currentThread().interrupt();
      assertThrows(AssertionError.class, server::assertCompleted);
      assertTrue(Thread.interrupted());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "C: never",
        "STALL",
        "STOP-READING",
        "ENDLESS-LINE",
        "TRICKLE 600s\nS: 220 hi",
        "PAUSE 600s",
        "WAIT never",
        "S: 220 hi",
        "TLS",
        "TLS-GARBAGE"
      })
  void closeEndsEveryDialogueAtAnyStep(String script) throws Exception {
    var server = ScriptedServer.start(Dialogue.of("MARK in\n" + script));
    String threads = "scripted-server " + server;
    try (var client = RawClient.connect(server)) {
      server.awaitMark("in");
      server.close();
      assertEquals(
          List.of(),
          Thread.getAllStackTraces().keySet().stream()
              .map(Thread::getName)
              .filter(name -> name.startsWith(threads))
              .toList());
      assertThrows(ConnectException.class, () -> RawClient.connect(server));
      assertEndOfStream(client);
      server.close();
    }
  }

  private static void assertEndOfStream(RawClient client) {
    try {
      client.readToEnd();
    } catch (IOException reset) {
      // A reset ends the stream as well.
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"C: never", "STALL", "EOF", "ENDLESS-LINE"})
  void dialogueEndedByCloseIsNeitherADeviationNorCompleted(String script) throws Exception {
    var server = ScriptedServer.start(Dialogue.of("MARK in\n" + script));
    try (var client = RawClient.connect(server)) {
      server.awaitMark("in");
      server.close();
      assertEndOfStream(client);
      assertTrue(server.received().deviation().isEmpty());
      assertThrows(AssertionError.class, server::assertCompleted);
    }
  }
}
