package smtp.it.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An address where no server listens, or one that accepts no more connections. */
final class Unreachable implements AutoCloseable {
  private static final int MORE_THAN_THE_QUEUE = 4;

  private final Path folder;
  private final ServerSocketChannel listener;
  private final SocketAddress address;
  private final List<SocketChannel> queued = new ArrayList<>();

  private Unreachable(Transport transport) throws IOException {
    boolean unix = transport == Transport.UNIX;
    folder = Files.createTempDirectory("unreachable");
    listener =
        unix ? ServerSocketChannel.open(StandardProtocolFamily.UNIX) : ServerSocketChannel.open();
    listener.bind(
        unix
            ? UnixDomainSocketAddress.of(path())
            : new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        1);
    address = listener.getLocalAddress();
  }

  /** Creates an address that refuses connections. */
  static Unreachable refusing(Transport transport) throws IOException {
    var unreachable = new Unreachable(transport);
    unreachable.listener.close();
    return unreachable;
  }

  /** Creates an address that leaves connections waiting. */
  static Unreachable silent(Transport transport) throws IOException {
    var unreachable = new Unreachable(transport);
    unreachable.fill();
    return unreachable;
  }

  private void fill() throws IOException {
    for (int i = 0; i < MORE_THAN_THE_QUEUE; i++) {
      SocketChannel channel =
          address instanceof UnixDomainSocketAddress
              ? SocketChannel.open(StandardProtocolFamily.UNIX)
              : SocketChannel.open();
      queued.add(channel);
      channel.configureBlocking(false);
      try {
        channel.connect(address);
      } catch (IOException full) {
        // A Unix socket fails at once.
        return;
      }
    }
  }

  int port() {
    return ((InetSocketAddress) address).getPort();
  }

  Path path() {
    return folder.resolve("socket");
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (SocketChannel channel : queued) {
      channel.close();
    }
    Files.deleteIfExists(path());
    Files.delete(folder);
  }
}
