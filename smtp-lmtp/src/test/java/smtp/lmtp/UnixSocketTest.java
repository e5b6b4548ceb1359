package smtp.lmtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Phase;
import smtp.api.SessionListener;
import smtp.api.SmtpConnectException;
import smtp.api.SmtpException;
import smtp.api.SmtpInterruptedException;
import smtp.api.SmtpProtocolException;
import smtp.api.SmtpServerDisconnectedException;
import smtp.api.SmtpTimeoutException;
import smtp.api.Timeouts;
import smtp.api.TlsMode;
import smtp.testkit.Dialogue;
import smtp.testkit.ScriptedServer;

/** Unix sockets: their own rules, and those that they share with TCP. */
@SuppressWarnings("StringConcatToTextBlock") // Every line end is written out
class UnixSocketTest {

  /** In a folder with a short name, because a socket's path has at most 106 bytes. */
  @SuppressWarnings("NullAway.Init") // before each test
  private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createTempDirectory("lmtp");
  }

  @AfterEach
  void deleteFolder() throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  private static String failure(Path socket) {
    LmtpClient client = LmtpClient.of(socket);
    return assertThrows(SmtpConnectException.class, client::connect).getMessage();
  }

  private void assertFailure(String reason, Path socket) {
    assertEquals(socket + ": Cannot connect: " + reason, failure(socket));
  }

  // --- paths without a server

  @Test
  void messageNamesAMissingSocket() {
    assertFailure("there is no such file; is the server running?", folder.resolve("none"));
    assertFailure("there is no such file; is the server running?", folder.resolve("no/folder"));
    assertFailure("there is no such file; is the server running?", Path.of("@abstract"));
  }

  @Test
  void messageNamesADanglingLink() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("none"));
    assertFailure("it is a link to a file that does not exist; is the server running?", link);
  }

  @Test
  void messageSaysThatAFileIsNoSocket() throws Exception {
    assertFailure("it is not a socket", folder);
    Path file = Files.createFile(folder.resolve("file"));
    assertFailure("it is not a socket", file);
    assertFailure("it is not a socket", Path.of("/dev/null"));
    assertFailure("there is no such file; is the server running?", file.resolve("below"));
    assertFailure("there is no such file; is the server running?", file.resolve("below/it"));
  }

  @Test
  void messageSaysThatNothingListens() throws Exception {
    Path stale = folder.resolve("stale");
    bind(stale, 0).close();
    assertFailure("no server listens there; has the one that made the socket ended?", stale);
  }

  private static ServerSocketChannel bind(Path path, int backlog) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    return server.bind(UnixDomainSocketAddress.of(path), backlog);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void fullBacklogEndsWithTheTimeout(boolean virtual) throws Exception {
    Path path = folder.resolve("busy");
    List<SocketChannel> waiting = new ArrayList<>();
    try (ServerSocketChannel server = bind(path, 1)) {
      fill(path, waiting);
      LmtpClient client = LmtpClient.builder(path).timeout(Duration.ofMillis(300)).build();
      var e =
          on(virtual, () -> assertThrows(SmtpConnectException.class, client::connect))
              .get(20, TimeUnit.SECONDS);
      assertEquals(
          path + ": Cannot connect: the server did not accept the connection in time",
          e.getMessage());
      assertTrue(server.isOpen());
    } finally {
      closeAll(waiting);
    }
  }

  /** A full backlog is not a refusal: the connections before it are being served. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void connectionWaitsForRoomInTheBacklog(boolean virtual) throws Exception {
    Path path = folder.resolve("busy");
    List<SocketChannel> waiting = new ArrayList<>();
    try (ServerSocketChannel server = bind(path, 1)) {
      fill(path, waiting);
      var begun = new CountDownLatch(1);
      LmtpClient client =
          LmtpClient.builder(path)
              .timeout(Duration.ofSeconds(20))
              .listener(
                  new SessionListener() {
                    @Override
                    public void onConnecting(String name) {
                      begun.countDown();
                    }
                  })
              .build();
      var failure =
          on(virtual, () -> assertThrows(SmtpServerDisconnectedException.class, client::open));
      begun.await();
      // As many connections as there was room for, and the client's.
      for (int i = 0; i < waiting.size(); i++) {
        server.accept().close();
      }
      assertNotNull(failure.get(20, TimeUnit.SECONDS));
    } finally {
      closeAll(waiting);
    }
  }

  private static <T> CompletableFuture<T> on(boolean virtual, Supplier<T> task) {
    var result = new CompletableFuture<T>();
    Runnable run =
        () -> {
          try {
            result.complete(task.get());
          } catch (Throwable e) {
            result.completeExceptionally(e);
          }
        };
    if (virtual) {
      Thread.ofVirtual().start(run);
    } else {
      Thread.ofPlatform().daemon().start(run);
    }
    return result;
  }

  private static void closeAll(List<SocketChannel> channels) throws IOException {
    for (SocketChannel channel : channels) {
      channel.close();
    }
  }

  /** Connects until the backlog is full. */
  private static void fill(Path path, List<SocketChannel> waiting) throws IOException {
    while (true) {
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      waiting.add(channel);
      channel.configureBlocking(false);
      try {
        channel.connect(UnixDomainSocketAddress.of(path));
      } catch (IOException e) {
        return; // EAGAIN
      }
      if (!channel.isConnected()) {
        return;
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {107, 108, 200})
  void tooLongPathIsRefused(int length) {
    Path path = Path.of("/" + "x".repeat(length - 1));
    String reason =
        assertThrows(IllegalArgumentException.class, () -> LmtpClient.of(path)).getMessage();
    assertTrue(reason.startsWith("The path of a Unix socket has at most 106 bytes"), reason);
  }

  @Test
  void emptyPathIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> LmtpClient.of(Path.of("")));
  }

  /** Without a UTF-8 locale, Java has no such path, which is refused too. */
  @Test
  void lengthOfAPathIsCountedInBytes() {
    String accents = "/" + "é".repeat(53);
    assertThrows(IllegalArgumentException.class, () -> LmtpClient.of(Path.of(accents)));
  }

  @Test
  void longestPathIsConnectedTo() throws Exception {
    int room = 106 - folder.toString().length() - 1;
    Path path = folder.resolve("x".repeat(room));
    try (ServerSocketChannel server = bind(path, 0)) {
      Timeouts timeouts = Timeouts.rfc5321().with(Phase.GREETING, Duration.ofMillis(300));
      LmtpClient client = LmtpClient.builder(path).timeouts(timeouts).build();
      assertThrows(SmtpTimeoutException.class, client::connect, "no greeting, as it is connected");
      assertTrue(server.isOpen());
    }
  }

  // --- no TLS

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void tlsOverAUnixSocketIsRefusedWithTheReason(TlsMode mode) {
    LmtpClient.Builder builder = LmtpClient.builder(Path.of("socket"));
    String reason =
        assertThrows(IllegalArgumentException.class, () -> builder.tls(mode)).getMessage();
    assertEquals(
        "There is no TLS on a Unix socket: only its two ends can read what is sent", reason);
    builder.tls(TlsMode.NONE).build();
  }

  @Test
  void startTlsIsRefusedAndTheSessionStaysUsable() throws Exception {
    Dialogue dialogue =
        Dialogue.of(
            "S: 220 x\nC: LHLO *\nS: 250-x\nS: 250 STARTTLS\nC: NOOP\nS: 250 ok\n"
                + "C: QUIT\nS: 221 bye\n");
    try (var server = ScriptedServer.builder(dialogue).unix().start();
        LmtpSession session = LmtpClient.of(server.path()).connect()) {
      assertThrows(IllegalStateException.class, session::startTls);
      assertEquals(250, session.noop().code());
    }
  }

  // --- limits that also apply to TCP

  private static ScriptedServer server(String script) {
    return ScriptedServer.builder(Dialogue.of(script)).unix().start();
  }

  @Test
  void silenceEndsWithTheTimeout() throws Exception {
    try (var server = server("S: 220 x\nC: LHLO *\nSTALL\n")) {
      Timeouts timeouts = Timeouts.rfc5321().with(Phase.HELLO, Duration.ofMillis(300));
      LmtpClient client = LmtpClient.builder(server.path()).timeouts(timeouts).build();
      var e = assertThrows(SmtpTimeoutException.class, client::connect);
      assertEquals(Phase.HELLO, e.phase());
    }
  }

  @Test
  void tricklingReplyEndsWithTheDeadline() throws Exception {
    try (var server = server("TRICKLE 1s\nS: 220 " + "x".repeat(400) + "\n")) {
      LmtpClient client =
          LmtpClient.builder(server.path()).deadline(Duration.ofMillis(500)).build();
      assertThrows(SmtpTimeoutException.class, client::connect);
    }
  }

  @Test
  void interruptEndsTheWait() throws Exception {
    try (var server = server("S: 220 x\nC: LHLO *\nMARK asked\nSTALL\n")) {
      LmtpClient client = LmtpClient.of(server.path());
      List<SmtpException> thrown = new ArrayList<>();
      List<Boolean> flag = new ArrayList<>();
      Thread thread =
          Thread.ofVirtual()
              .start(() -> {
                thrown.add(assertThrows(SmtpException.class, client::connect));
                flag.add(Thread.currentThread().isInterrupted());
              });
      server.awaitMark("asked");
      thread.interrupt();
      thread.join();
      assertInstanceOf(SmtpInterruptedException.class, thrown.getFirst());
      assertEquals(List.of(true), flag);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ENDLESS-REPLY 250", "S- 250 \nENDLESS-LINE"})
  void repliesAreBounded(String endless) throws Exception {
    try (var server = server("S: 220 x\nC: LHLO *\n" + endless + "\n")) {
      assertThrows(SmtpProtocolException.class, LmtpClient.of(server.path())::connect);
    }
  }

  @Test
  void nothingIsSentBeforeTheGreeting() throws Exception {
    try (var server = server("S: 554 5.3.2 no service\nC: QUIT\nS: 221 bye\nEOF\n")) {
      var e = assertThrows(SmtpConnectException.class, LmtpClient.of(server.path())::connect);
      assertFalse(e.reply().isEmpty());
      server.assertCompleted();
    }
  }
}
