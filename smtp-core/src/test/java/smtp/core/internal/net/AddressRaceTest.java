package smtp.core.internal.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first address that answers is used; other attempts are reported or closed. */
@Timeout(60)
class AddressRaceTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** An address that accepts nobody: its backlog is full, and Linux drops new connections. */
  private static final class Silence implements AutoCloseable {

    private final ServerSocketChannel server = ServerSocketChannel.open();
    private final List<SocketChannel> queue;

    Silence() throws IOException {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
      InetSocketAddress address = address();
      queue = Stream.generate(() -> knock(address)).limit(8).toList();
    }

    private static SocketChannel knock(InetSocketAddress address) {
      try {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.connect(address);
        return channel;
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    InetSocketAddress address() throws IOException {
      return (InetSocketAddress) server.getLocalAddress();
    }

    @Override
    public void close() throws IOException {
      server.close();
      for (SocketChannel channel : queue) {
        channel.close();
      }
    }
  }

  private static ServerSocketChannel server() throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    return server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  private static InetSocketAddress address(ServerSocketChannel server) throws IOException {
    return (InetSocketAddress) server.getLocalAddress();
  }

  /** An address where nothing listens. */
  private static InetSocketAddress refusing() throws IOException {
    try (ServerSocketChannel server = server()) {
      return address(server);
    }
  }

  private static SocketChannel race(Duration limit, InetSocketAddress... addresses)
      throws IOException {
    try (AddressRace race = new AddressRace(List.of(addresses), new TcpSocket(null))) {
      return race.run(System.nanoTime() + limit.toNanos());
    }
  }

  /** The connection leads to this server, and its channel is in blocking mode. */
  private static void assertConnected(SocketChannel channel, ServerSocketChannel server)
      throws IOException {
    assertTrue(channel.isBlocking());
    try (SocketChannel peer = server.accept()) {
      peer.write(ByteBuffer.wrap(new byte[] {'2'}));
      ByteBuffer read = ByteBuffer.allocate(1);
      assertEquals(1, channel.read(read));
      assertEquals('2', read.get(0));
    }
  }

  @Test
  void firstAddressThatAnswersIsTheOnlyOneTried() throws Exception {
    try (ServerSocketChannel first = server();
        ServerSocketChannel second = server();
        SocketChannel channel = race(PATIENCE, address(first), address(second))) {
      assertConnected(channel, first);
      second.configureBlocking(false);
      assertNull(second.accept());
    }
  }

  @Test
  void refusalStartsTheNextAttempt() throws Exception {
    try (ServerSocketChannel server = server();
        SocketChannel channel = race(PATIENCE, refusing(), refusing(), address(server))) {
      assertConnected(channel, server);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void silenceDoesNotKeepTheNextFromWinning() throws Exception {
    try (Silence silence = new Silence();
        ServerSocketChannel server = server();
        SocketChannel channel = race(PATIENCE, silence.address(), address(server))) {
      assertConnected(channel, server);
    }
  }

  /** The first attempt continues while others are tried, and may still succeed. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void lateAnswerOfTheFirstStillCounts() throws Exception {
    try (Silence silence = new Silence();
        Silence other = new Silence()) {
      Thread opener =
          Thread.ofVirtual()
              .start(() -> {
                LockSupport.parkNanos(Duration.ofMillis(600).toNanos());
                try {
                  for (int i = 0; i < 3; i++) {
                    silence.server.accept().close();
                  }
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
      try (SocketChannel channel = race(PATIENCE, silence.address(), other.address())) {
        assertEquals(silence.address(), channel.getRemoteAddress());
      }
      opener.join();
    }
  }

  @Test
  void failureHasEachAttempt() throws Exception {
    InetSocketAddress one = refusing();
    InetSocketAddress other = refusing();
    IOException failure = assertThrows(IOException.class, () -> race(PATIENCE, one, other));
    assertEquals(2, failure.getSuppressed().length);
    for (Throwable attempt : failure.getSuppressed()) {
      assertInstanceOf(ConnectException.class, attempt);
      assertInstanceOf(ConnectException.class, attempt.getCause());
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void silenceOfAllEndsWithTheDeadline() throws Exception {
    try (Silence one = new Silence();
        Silence other = new Silence()) {
      InetSocketAddress refusing = refusing();
      IOException failure =
          assertThrows(
              IOException.class,
              () -> race(Duration.ofMillis(700), refusing, one.address(), other.address()));
      assertEquals(
          List.of(true, false, false),
          Stream.of(failure.getSuppressed()).map(ConnectException.class::isInstance).toList());
      assertEquals(
          List.of("no answer", "no answer"),
          Stream.of(failure.getSuppressed())
              .skip(1)
              .map(attempt -> attempt.getMessage().replaceFirst(".*: ", ""))
              .toList());
    }
  }

  @Test
  void messageForManyFailuresIsShort() throws Exception {
    InetSocketAddress[] many =
        Stream.generate(() -> unchecked()).limit(50).toArray(n -> new InetSocketAddress[n]);
    IOException failure = assertThrows(IOException.class, () -> race(PATIENCE, many));
    assertEquals(50, failure.getSuppressed().length);
    assertTrue(failure.getMessage().endsWith("; and 42 more"), failure.getMessage());
  }

  private static InetSocketAddress unchecked() {
    try {
      return refusing();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void addressOfAnotherFamilyThanTheSourceFailsAlone() throws Exception {
    InetSocketAddress source = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (ServerSocketChannel server = server();
        AddressRace race =
            new AddressRace(
                List.of(
                    new InetSocketAddress("2001:db8::1", address(server).getPort()),
                    address(server)),
                new TcpSocket(source));
        SocketChannel channel = race.run(System.nanoTime() + PATIENCE.toNanos())) {
      assertConnected(channel, server);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @EnabledOnOs(OS.LINUX)
  void interruptEndsIt(boolean virtual) throws Exception {
    try (Silence one = new Silence();
        Silence other = new Silence()) {
      CompletableFuture<@Nullable IOException> end = new CompletableFuture<>();
      CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
      Runnable racing =
          () -> {
            try {
              race(PATIENCE, one.address(), other.address()).close();
              end.complete(null);
            } catch (IOException e) {
              end.complete(e);
            }
            interrupted.complete(Thread.interrupted());
          };
      Thread thread =
          virtual ? Thread.ofVirtual().start(racing) : Thread.ofPlatform().daemon().start(racing);
      thread.interrupt();
      assertInstanceOf(InterruptedIOException.class, end.get(8, TimeUnit.SECONDS));
      assertTrue(interrupted.get(), "the flag is gone");
    }
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void losersLeaveNoDescriptor() throws Exception {
    int times = 10;
    try (Silence silence = new Silence();
        ServerSocketChannel server = server()) {
      race(PATIENCE, silence.address(), address(server)).close();
      long before = descriptors();
      for (int i = 0; i < times; i++) {
        race(PATIENCE, silence.address(), refusing(), address(server)).close();
        assertThrows(IOException.class, () -> race(PATIENCE, refusing(), refusing()));
        assertThrows(
            IOException.class, () -> race(Duration.ofMillis(20), refusing(), silence.address()));
      }
      // The JDK may open a few; a leak would be one for each race.
      assertTrue(descriptors() < before + times, descriptors() + " after " + before);
    }
  }

  @Test
  void addressFamiliesAlternate() throws Exception {
    assertEquals(List.of("a6", "a4", "b6", "c6", "d6"), interleaved("a6", "b6", "c6", "d6", "a4"));
    assertEquals(List.of("a4", "a6", "b4", "b6", "c4"), interleaved("a4", "b4", "c4", "a6", "b6"));
    assertEquals(List.of("a6", "a4"), interleaved("a6", "a4"));
    assertEquals(List.of("a4", "b4"), interleaved("a4", "b4"));
    assertEquals(List.of("a4"), interleaved("a4"));
  }

  private static List<String> interleaved(String... names) throws IOException {
    List<InetAddress> addresses = Stream.of(names).map(AddressRaceTest::named).toList();
    return AddressRace.interleaved(addresses).stream().map(InetAddress::getHostName).toList();
  }

  private static InetAddress named(String name) {
    try {
      byte[] octets = new byte[name.endsWith("6") ? 16 : 4];
      octets[0] = 32;
      return InetAddress.getByAddress(name, octets);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
