package smtp.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The messages that a test receives about a client that deviates from its dialogue. */
class DeviationTest {

  private static String complaint(String script, String sent) throws Exception {
    try (var server = ScriptedServer.start(script)) {
      try (var client = RawClient.connect(server)) {
        client.send(sent).shutdownOutput().readToEnd();
      }
      String message = assertThrows(AssertionError.class, server::assertCompleted).getMessage();
      assertEquals(message, server.received().deviation().orElseThrow());
      return message;
    }
  }

  private static void assertReceived(String expected, String complaint) {
    assertEquals(
        expected,
        complaint.lines().filter(l -> l.startsWith("  received: ")).findFirst().orElse("").strip());
  }

  @Test
  void messageShowsWhatWasExpectedAndTheScriptSoFar() throws Exception {
    assertEquals(
        """
        connection 1 deviated from its dialogue at line 6
          expected: C: MAIL FROM:<a@example.org>
          received: C: MAIL FROM:<b@example.org> SIZE=1
        script:
              S: 220 hi
              C: BDAT 1 *
              DATA
              .
              S: 250 ok
          --> C: MAIL FROM:<a@example.org>\
        """
            .replace("C: BDAT 1 *", "C: EHLO *"),
        complaint(
            """
            S: 220 hi
            C: EHLO *
            DATA
            .
            # counted as printed, without comments
            S: 250 ok
            C: MAIL FROM:<a@example.org>
            S: 250 ok
            """,
            "EHLO me\r\n.\r\nMAIL FROM:<b@example.org> SIZE=1\r\n"));
  }

  @Test
  void deviationClosesTheConnection() throws Exception {
    try (var server = ScriptedServer.start("C: A\nS: 250 ok\n");
        var client = RawClient.connect(server)) {
      client.send("B\r\n");
      assertEquals("", client.readToEnd());
      assertThrows(AssertionError.class, server::assertCompleted);
    }
  }

  @Test
  void messageShowsOnlyTheLastLinesOfALongScript() throws Exception {
    String message = complaint("S: 220 first\n" + "S: 220 hi\n".repeat(20) + "C: A", "B\r\n");

    assertTrue(message.startsWith("connection 1 deviated from its dialogue at line 22\n"), message);
    assertTrue(message.contains("script:\n      ...\n      S: 220 hi\n"), message);
    assertEquals(18, message.lines().count(), message);
  }

  @Test
  void lineMustMatchExactlyUpToTheStar() throws Exception {
    assertReceived("received: C: QUIT\\x20", complaint("C: QUIT", "QUIT \r\n"));
    assertReceived("received: C: quit", complaint("C: QUIT", "quit\r\n"));
    assertReceived("received: C: MAIL", complaint("C: MAIL FROM:*", "MAIL\r\n"));
    assertReceived("received: C: QUIT\\r", complaint("C: QUIT", "QUIT\r\r\n"));
  }

  @Test
  void lineMustEndInCrlf() throws Exception {
    assertReceived("received: C: QUIT\\n (LF without CR)", complaint("C: *", "QUIT\n"));
  }

  @Test
  void messageEscapesWhatTheClientSent() throws Exception {
    assertReceived("received: C: \\x1B[2J\\0\u00E4", complaint("C: QUIT", "\u001B[2J\0\u00E4\r\n"));
  }

  @Test
  void endOfTheConnectionIsADeviation() throws Exception {
    assertReceived("received: the end of the connection", complaint("C: QUIT", ""));
    assertReceived("received: QU, then the end of the connection", complaint("C: QUIT", "QU"));
    assertReceived("received: ab, then the end of the connection", complaint("READ 3", "ab"));
    assertReceived("received: a\\r\\n", complaint("EOF", "a\r\n"));
  }

  @Test
  void contentIsComparedByteByByte() throws Exception {
    String script = "DATA\nSubject: x\n\n.Hello\n.\n";

    assertReceived(
        "received: content whose line 3 is 'Hello\\r\\n' instead of '.Hello\\r\\n'",
        complaint(script, "Subject: x\r\n\r\n.Hello\r\n.\r\n"));
    assertReceived(
        "received: content whose line 1 is 'Subject: x\\n' instead of 'Subject: x\\r\\n'",
        complaint(script, "Subject: x\n\r\n..Hello\r\n.\r\n"));
    assertReceived(
        "received: content whose line 4 is 'more\\r\\n' instead of ''",
        complaint(script, "Subject: x\r\n\r\n..Hello\r\nmore\r\n.\r\n"));
    assertReceived(
        "received: content whose line 3 is '' instead of '.Hello\\r\\n'",
        complaint(script, "Subject: x\r\n\r\n.\r\n"));
  }

  @Test
  void onlyCrlfDotCrlfEndsTheContent() throws Exception {
    assertReceived(
        "received: .\\n\\n.\\n, then the end of the connection",
        complaint("DATA *", "\n.\r\r\n.\n\n.\n"));
  }

  @Test
  void chunkMustMatchInCommandAndBytes() throws Exception {
    String script = "BDAT 5 LAST\na\nbc\n.\n";

    assertReceived("received: C: BDAT 5", complaint(script, "BDAT 5\r\na\r\nbc"));
    assertReceived(
        "received: content whose line 2 is 'bd' instead of 'bc'",
        complaint(script, "BDAT 5 LAST\r\na\r\nbd"));
    assertReceived("received: C: DATA", complaint("BDAT *", "DATA\r\n"));
  }

  @Test
  void connectionWithoutDialogueIsADeviation() throws Exception {
    try (var server = ScriptedServer.start("S: 220 hi");
        var first = RawClient.connect(server)) {
      first.readToEnd();
      server.assertCompleted();
      try (var second = RawClient.connect(server)) {
        assertEquals("", second.readToEnd());
      }
      AssertionError error = assertThrows(AssertionError.class, server::assertCompleted);
      assertEquals(
          "connection 2 was opened, but there is no dialogue for it (number of dialogues: 1)",
          error.getMessage());
      assertEquals(2, server.connections().size());
    }
  }

  @Test
  void messageShowsDialoguesThatAreNotFinishedInTime() throws Exception {
    var dialogue = Dialogue.of("S: 220 hi\nC: EHLO *\n");
    try (var server = ScriptedServer.start(dialogue, dialogue);
        var client = RawClient.connect(server)) {
      client.readLine();
      AssertionError error =
          assertThrows(AssertionError.class, () -> server.assertCompleted(Duration.ofMillis(20)));
      assertEquals(
          """
          connection 1 is still at line 2
            expected: C: EHLO *
          script:
                S: 220 hi
            --> C: EHLO *
          connection 2 was not opened; its dialogue begins with
            S: 220 hi\
          """,
          error.getMessage());
    }
  }
}
