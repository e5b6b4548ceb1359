package smtp.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Each fault as a client sees it, unencrypted. */
class FaultsTest {

  private static ScriptedServer start(String script) {
    return ScriptedServer.start(script);
  }

  private static void assertNotCompleted(ScriptedServer server) {
    assertThrows(AssertionError.class, () -> server.assertCompleted(Duration.ZERO));
  }

  @Test
  void anyBytesAreSentUnchanged() throws Exception {
    try (ScriptedServer server = start("S- 2\\0\\xFF\\n\nS- \\r25\nCLOSE");
        var client = RawClient.connect(server)) {
      assertArrayEquals("2\0\u00FF\n\r25".getBytes(ISO_8859_1), client.read(100));
      server.assertCompleted();
    }
  }

  @Test
  void closeEndsTheStream() throws Exception {
    try (ScriptedServer server = start("S: 220 hi\nCLOSE");
        var client = RawClient.connect(server)) {
      assertEquals("220 hi\r\n", client.readToEnd());
      server.assertCompleted();
    }
  }

  @Test
  void closeIsNotAResetEvenWithUnreadBytes() throws Exception {
    try (ScriptedServer server = start("C: A\nWAIT more\nS: 220 hi\nCLOSE");
        var client = RawClient.connect(server)) {
      client.send("A\r\n");
      server.awaitMark("more");
      client.send("B\r\n");
      server.release("more");
      assertEquals("220 hi\r\n", client.readToEnd());
    }
  }

  @Test
  void resetResetsTheConnection() throws Exception {
    try (ScriptedServer server = start("S: 220 hi\nC: A\nRESET");
        var client = RawClient.connect(server)) {
      assertEquals("220 hi\r\n", client.readLine());
      client.send("A\r\n");
      assertThrows(SocketException.class, client::read);
      server.assertCompleted();
    }
  }

  @Test
  void stallKeepsReadingAndSendsNothing() throws Exception {
    try (ScriptedServer server = start("S: 220 hi\nC: A\nSTALL");
        var client = RawClient.connect(server)) {
      client.readLine();
      client.send("A\r\nB\r\n");
      assertNotCompleted(server);
      client.send("C\r\n").shutdownOutput();
      assertEquals("", client.readToEnd());
      server.assertCompleted();
      assertEquals("A\r\nB\r\nC\r\n", new String(server.received().bytes(), ISO_8859_1));
    }
  }

  @Test
  void stopReadingFillsTheWindow() throws Exception {
    try (ScriptedServer server = start("C: A\nSTOP-READING");
        var client = SocketChannel.open()) {
      client.setOption(StandardSocketOptions.SO_SNDBUF, 4_096);
      client.connect(new InetSocketAddress("localhost", server.port()));
      client.write(ByteBuffer.wrap("A\r\n".getBytes(ISO_8859_1)));
      server.assertCompleted();
      client.configureBlocking(false);
      long written = writeUntilStuck(client);
      assertTrue(written < 50_000, () -> "the server took " + written + " bytes");
      assertEquals("A\r\n", new String(server.received().bytes(), ISO_8859_1).substring(0, 3));
    }
  }

  private static long writeUntilStuck(SocketChannel client) throws IOException {
    long written = 0;
    for (int refusals = 0; refusals < 100 && written < 100_000_000; ) {
      int count = client.write(ByteBuffer.allocate(65_536));
      written += count;
      refusals = count == 0 ? refusals + 1 : 0;
      LockSupport.parkNanos(count == 0 ? 1_000_000 : 0);
    }
    return written;
  }

  @Test
  void trickleSendsOneBytePerInterval() throws Exception {
    long start = System.nanoTime();
    try (ScriptedServer server =
            start("TRICKLE 20ms\nS: 250\nTRICKLE OFF\nS: 250 and the rest\nEOF");
        var client = RawClient.connect(server)) {
      assertEquals("250\r\n", client.readLine());
      assertTrue(System.nanoTime() - start >= Duration.ofMillis(5 * 20).toNanos());
      assertEquals("250 and the rest\r\n", client.readLine());
      assertNotCompleted(server);
    }
  }

  @Test
  void trickleEndsWhenTheClientCloses() throws Exception {
    try (ScriptedServer server = start("TRICKLE 1ms\nS: %s".formatted("x".repeat(100_000)))) {
      try (var client = RawClient.connect(server)) {
        client.read(3);
      }
      server.assertCompleted();
    }
  }

  @Test
  void endlessLineEndsWhenTheClientCloses() throws Exception {
    try (ScriptedServer server = start("S- 220 \nENDLESS-LINE")) {
      try (var client = RawClient.connect(server)) {
        String line = new String(client.read(1_000_000), ISO_8859_1);
        assertTrue(line.startsWith("220 x"), () -> line.substring(0, 10));
        assertFalse(line.contains("\n"));
        assertNotCompleted(server);
      }
      server.assertCompleted();
    }
  }

  @Test
  void endlessReplyEndsWhenTheClientCloses() throws Exception {
    try (ScriptedServer server = start("ENDLESS-REPLY 250")) {
      try (var client = RawClient.connect(server)) {
        for (int i = 0; i < 10_000; i++) {
          String line = client.readLine();
          assertTrue(line.startsWith("250-") && line.endsWith("\r\n"), line);
        }
      }
      server.assertCompleted();
    }
  }

  @Test
  void readAcceptsAnyBytes() throws Exception {
    try (ScriptedServer server = start("READ 5\nS: 552 enough\nCLOSE");
        var client = RawClient.connect(server)) {
      client.send("a\n\0b");
      assertNotCompleted(server);
      client.send("c");
      assertEquals("552 enough\r\n", client.readToEnd());
      server.assertCompleted();
    }
  }

  @Test
  void pauseDelaysTheNextStep() throws Exception {
    long start = System.nanoTime();
    try (ScriptedServer server = start("PAUSE 50ms\nS: 220 hi");
        var client = RawClient.connect(server)) {
      client.readLine();
      assertTrue(System.nanoTime() - start >= Duration.ofMillis(50).toNanos());
    }
  }

  @Test
  void waitHoldsTheDialogueUntilReleased() throws Exception {
    try (ScriptedServer server = start("S: 220 hi\nMARK said\nWAIT idle\nS: 421 bye");
        var client = RawClient.connect(server)) {
      assertEquals("220 hi\r\n", client.readLine());
      server.awaitMark("said");
      server.awaitMark("idle");
      assertEquals(0, client.socket().getInputStream().available());
      server.release("idle");
      assertEquals("421 bye\r\n", client.readToEnd());
      server.assertCompleted();
    }
  }

  @Test
  void awaitMarkFailsIfTheMarkIsNotReached() throws Exception {
    try (ScriptedServer server = start("C: A\nMARK here");
        var client = RawClient.connect(server)) {
      client.send("B\r\n");
      AssertionError error = assertThrows(AssertionError.class, () -> server.awaitMark("here"));
      assertTrue(error.getMessage().contains("received: C: B"), error::getMessage);
    }
  }

  @Test
  void clientThatClosesDuringAReplyDeviatesIfMoreIsExpected() throws Exception {
    String reply = "S- %s\n".formatted("x".repeat(1_000_000));
    for (String after : List.of("", "C: A")) {
      try (ScriptedServer server = start(reply + after)) {
        try (var client = RawClient.connect(server)) {
          client.read(3);
        }
        if (after.isEmpty()) {
          server.assertCompleted();
        } else {
          AssertionError error = assertThrows(AssertionError.class, server::assertCompleted);
          assertTrue(error.getMessage().contains("expected: C: A"), error::getMessage);
        }
      }
    }
  }

  @Test
  void clientThatSendsAfterCloseReceivesAReset() throws Exception {
    try (ScriptedServer server = start("READ 1000\nS: 552 enough\nCLOSE");
        var client = RawClient.connect(server)) {
      byte[] block = new byte[65_536];
      assertThrows(
          SocketException.class,
          () -> {
            for (int i = 0; i < 10_000; i++) {
              client.send(block);
            }
          });
      server.assertCompleted();
    }
  }

  @Test
  void eofExpectsTheClientToClose() throws Exception {
    try (ScriptedServer server = start("S: 221 bye\nEOF")) {
      try (var client = RawClient.connect(server)) {
        client.readLine();
        assertNotCompleted(server);
      }
      server.assertCompleted();
    }
  }

  @Test
  void clientsResetCountsAsItsEnd() throws Exception {
    try (ScriptedServer server = start("S: 221 bye\nEOF")) {
      try (var client = RawClient.connect(server)) {
        client.readLine();
        client.socket().setSoLinger(true, 0);
      }
      server.assertCompleted();
    }
  }

  @Test
  void afterTheLastStepTheServerClosesItsSideAndKeepsRecording() throws Exception {
    try (ScriptedServer server = start("S: 220 hi");
        var client = RawClient.connect(server)) {
      assertEquals("220 hi\r\n", client.readToEnd());
      server.assertCompleted();
      client.send("NOOP\r\n");
      client.shutdownOutput();
      while (server.received().bytes().length < 6) {
        Thread.onSpinWait();
      }
      assertEquals("NOOP", server.received().lines().getFirst());
      server.assertCompleted();
    }
  }
}
