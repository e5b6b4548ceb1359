package smtp.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class TranscriptTest {

  private static void receive(Recorder recorder, String bytes) {
    recorder.received(bytes.getBytes(ISO_8859_1), 0, bytes.length());
  }

  @Test
  void containsTheExactBytes() {
    var recorder = new Recorder();
    receive(recorder, "a\r\n\0\u00FF");
    receive(recorder, "\n");
    Transcript transcript = recorder.transcript();
    receive(recorder, "later");

    assertArrayEquals("a\r\n\0\u00FF\n".getBytes(ISO_8859_1), transcript.bytes());
    transcript.bytes()[0] = 'x';
    assertEquals('a', transcript.bytes()[0]);
  }

  @Test
  void onlyCrlfEndsALine() {
    var recorder = new Recorder();
    receive(recorder, "a\nb\rc\r\n\r\n" + Escapes.string("\u00E4".getBytes(UTF_8)) + "\r\nrest\r");

    assertEquals(List.of("a\nb\rc", "", "\u00E4", "rest\r"), recorder.transcript().lines());
  }

  @Test
  void groupsAreTheLinesBetweenTwoReplies() {
    var recorder = new Recorder();
    recorder.answered();
    receive(recorder, "A\r\nB\r\n");
    recorder.answered();
    recorder.answered();
    receive(recorder, "C\r\n");
    receive(recorder, "D\r\n");

    assertEquals(List.of(List.of("A", "B"), List.of("C", "D")), recorder.transcript().groups());
  }

  @Test
  void retractedBytesAreNotInTheTranscript() {
    var recorder = new Recorder();
    receive(recorder, "A\r\nTLS");
    recorder.answered();
    recorder.retract(3);
    receive(recorder, "B\r\n");

    assertEquals(List.of(List.of("A"), List.of("B")), recorder.transcript().groups());
  }

  @Test
  void contentsAreWithoutDotStuffing() throws Exception {
    var dialogue = Dialogue.of("DATA *\nS: 250 ok\nBDAT 3 *\nBDAT *\n");
    try (var server = ScriptedServer.start(dialogue);
        var client = RawClient.connect(server)) {
      client.send("..a\r\n.b\r\n.\r\nBDAT 3\r\n.\r\nBDAT 2 LAST\r\nxy").readToEnd();
      server.assertCompleted();
      assertEquals(
          List.of(".a\r\nb\r\n", ".\r\n", "xy"),
          server.received().contents().stream().map(c -> new String(c, UTF_8)).toList());
    }
  }

  @Test
  void toStringEscapesWhatCannotBePrinted() {
    var recorder = new Recorder();
    receive(recorder, "A\r\n\u001B\n");

    assertEquals("A\n\\x1B\\n", recorder.transcript().toString());
  }

  @Test
  void transcriptIsEmptyAtFirst() {
    Transcript transcript = new Recorder().transcript();

    assertTrue(transcript.lines().isEmpty());
    assertTrue(transcript.groups().isEmpty());
    assertTrue(transcript.contents().isEmpty());
    assertTrue(transcript.tls().isEmpty());
    assertTrue(transcript.deviation().isEmpty());
  }
}
