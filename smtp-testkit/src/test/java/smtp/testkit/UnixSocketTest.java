package smtp.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnixSocketTest {
  private static final Dialogue LHLO = Dialogue.of("S: 220 hi\nC: LHLO me\nS: 250 ok\n");

  @ParameterizedTest
  @MethodSource("smtp.testkit.Delivery#all")
  void playsDialogues(Delivery delivery) throws Exception {
    try (var server = ScriptedServer.builder(LHLO).delivery(delivery).unix().start();
        var client = RawClient.connect(server.path())) {
      assertEquals("220 hi\r\n", client.readLine());
      client.send("LHLO me\r\n");
      assertEquals("250 ok\r\n", client.readToEnd());
      server.assertCompleted();
    }
  }

  @Test
  void tlsWorksOverAUnixSocket() throws Exception {
    var dialogue = Dialogue.of("C: STARTTLS\nS: 220 go\nTLS\nC: NOOP\nS: 250 ok\n");
    try (var server = ScriptedServer.builder(dialogue).unix().start();
        var client = RawClient.connect(server.path())) {
      client.send("STARTTLS\r\n").readLine();
      client.startTls(TestCertificates.trustingContext()).send("NOOP\r\n");
      assertEquals("250 ok\r\n", client.readToEnd());
      server.assertCompleted();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"CLOSE", "RESET"})
  void closeAndResetEndTheConnection(String fault) throws Exception {
    var dialogue = Dialogue.of("C: A\nS: 220 hi\n" + fault);
    try (var server = ScriptedServer.builder(dialogue).unix().start();
        var client = RawClient.connect(server.path())) {
      client.send("A\r\n");
      assertEquals("220 hi\r\n", client.readToEnd());
      server.assertCompleted();
    }
  }

  @Test
  void closeIsNotAResetEvenWithUnreadBytes() throws Exception {
    var dialogue = Dialogue.of("C: A\nWAIT more\nS: 220 hi\nCLOSE");
    try (var server = ScriptedServer.builder(dialogue).unix().start();
        var client = RawClient.connect(server.path())) {
      client.send("A\r\n");
      server.awaitMark("more");
      client.send("B\r\n");
      server.release("more");
      assertEquals("220 hi\r\n", client.readToEnd());
    }
  }

  @Test
  void socketFileIsDeletedWithTheServer() {
    var server = ScriptedServer.builder(LHLO).unix().start();
    assertTrue(Files.exists(server.path()));

    server.close();

    assertFalse(Files.exists(server.path()));
    assertFalse(Files.exists(server.path().getParent()));
  }

  @Test
  void pathCanBeChosenIfNoFileExistsThere(@TempDir Path folder) {
    ScriptedServer.Builder options = ScriptedServer.builder(LHLO).unix(folder.resolve("lmtp"));
    try (ScriptedServer server = options.start()) {
      assertEquals(folder.resolve("lmtp"), server.path());
      assertEquals(folder.resolve("lmtp").toString(), server.toString());
      assertThrows(UncheckedIOException.class, options::start);
      assertTrue(Files.exists(server.path()));
    }
    assertTrue(Files.exists(folder));
    assertFalse(Files.exists(folder.resolve("lmtp")));
  }

  @Test
  void serverHasEitherAPortOrAPath() {
    try (var unix = ScriptedServer.builder(LHLO).unix().start();
        var tcp = ScriptedServer.start(LHLO)) {
      assertThrows(IllegalStateException.class, unix::host);
      assertThrows(IllegalStateException.class, unix::port);
      assertThrows(IllegalStateException.class, tcp::path);
    }
  }
}
