package smtp.core.internal.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelLinkTest {

  /** More than have memory of their own to stage their writes in. */
  private static final int LINKS = 20;

  private static final int OFFSET = 3;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void largeWritesOfManyThreadsArriveUnchanged(boolean virtual) throws Exception {
    byte[] octets = new byte[3 * 1024 * 1024];
    new Random(1).nextBytes(octets);
    List<Future<byte[]>> arrived = new ArrayList<>();
    try (ServerSocketChannel server = ServerSocketChannel.open();
        ExecutorService writers =
            virtual
                ? Executors.newVirtualThreadPerTaskExecutor()
                : Executors.newCachedThreadPool();
        ExecutorService readers = Executors.newCachedThreadPool()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      List<Callable<Void>> writes = new ArrayList<>();
      for (int i = 0; i < LINKS; i++) {
        SocketChannel client = SocketChannel.open(server.getLocalAddress());
        SocketChannel accepted = server.accept();
        arrived.add(readers.submit(() -> readAll(accepted)));
        writes.add(() -> write(client, octets));
      }
      for (Future<Void> write : writers.invokeAll(writes)) {
        write.get();
      }
      for (Future<byte[]> all : arrived) {
        assertArrayEquals(octets, all.get());
      }
    }
  }

  private static Void write(SocketChannel channel, byte[] octets) throws IOException {
    ByteBuffer inMidst = ByteBuffer.allocate(octets.length + 2 * OFFSET);
    inMidst.put(OFFSET, octets).position(OFFSET).limit(OFFSET + octets.length);
    try (channel) {
      new ChannelLink(channel).write(inMidst);
    }
    assertFalse(inMidst.hasRemaining());
    return null;
  }

  private static byte[] readAll(SocketChannel channel) throws IOException {
    try (channel) {
      return Channels.newInputStream(channel).readAllBytes();
    }
  }
}
