package smtp.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecordingTest {
  private final Recording recording = new Recording();

  /** Sends two commands and returns what was read, one entry for each read. */
  private static List<String> talk(Socket socket) throws IOException {
    List<String> reads = new ArrayList<>();
    try (socket) {
      readTo("220 hi\r\n", socket, reads);
      socket.getOutputStream().write("NOOP\r\n".getBytes(US_ASCII));
      readTo("250 ok\r\n", socket, reads);
      socket.getOutputStream().write("QUIT\r\n".getBytes(US_ASCII));
      readTo("221 bye\r\n", socket, reads);
      assertEquals(-1, socket.getInputStream().read(new byte[10]));
    }
    return reads;
  }

  private static void readTo(String due, Socket socket, List<String> reads) throws IOException {
    var text = new StringBuilder();
    while (text.length() < due.length()) {
      byte[] bytes = new byte[100];
      int count = socket.getInputStream().read(bytes);
      reads.add(new String(bytes, 0, count, US_ASCII));
      text.append(reads.getLast());
    }
    assertEquals(due, text.toString());
  }

  @BeforeEach
  void record() throws IOException {
    String script = "S: 220 hi\nC: NOOP\nS: 250 ok\nC: QUIT\nS: 221 bye\n";
    try (var server = ScriptedServer.start(script)) {
      talk(recording.record(new Socket(server.host(), server.port())));
      server.assertCompleted();
    }
  }

  @Test
  void replaysWithEachSplit() throws IOException {
    assertTrue(recording.isReplayable());
    assertEquals(25, recording.serverBytes());
    List<Delivery> cuts = recording.cuts().toList();
    assertEquals(1 + 24, cuts.size());
    for (Delivery cut : cuts) {
      talk(recording.replay(cut));
    }
  }

  @Test
  void eachPieceTakesItsOwnRead() throws IOException {
    assertEquals(
        List.of("220 hi\r\n", "250 o", "k\r\n", "221 bye\r\n"),
        talk(recording.replay(Delivery.splitAt(13))));
    assertEquals(25, talk(recording.replay(Delivery.byByte())).size());
  }

  @Test
  void replayFailsIfTheClientSendsDifferentBytes() throws IOException {
    try (Socket socket = recording.replay(Delivery.whole())) {
      AssertionError failure =
          assertThrows(
              AssertionError.class,
              () -> socket.getOutputStream().write("HELP\r\n".getBytes(US_ASCII)));
      assertEquals(
          "the client sends different bytes than recorded: HELP\\r\\n", failure.getMessage());
    }
  }

  @Test
  void replayFailsIfTheClientWaitsForMoreBytes() throws IOException {
    try (Socket socket = recording.replay(Delivery.whole())) {
      byte[] bytes = new byte[100];
      assertEquals(8, socket.getInputStream().available());
      assertEquals(8, socket.getInputStream().read(bytes));
      assertEquals(0, socket.getInputStream().available());
      assertThrows(AssertionError.class, () -> socket.getInputStream().read(bytes));
    }
  }

  @Test
  void connectionWithAFailureIsNotReplayable() throws IOException {
    var broken = new Recording();
    try (var server = ScriptedServer.start("S: 220 hi\nSTALL\n");
        Socket socket = broken.record(new Socket(server.host(), server.port()))) {
      readTo("220 hi\r\n", socket, new ArrayList<>());
      socket.setSoTimeout(10);
      assertThrows(IOException.class, () -> socket.getInputStream().read(new byte[10]));
    }
    assertFalse(broken.isReplayable());
  }
}
