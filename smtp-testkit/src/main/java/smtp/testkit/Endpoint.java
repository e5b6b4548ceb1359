package smtp.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the server listens: a TCP port of the loopback interface, or a Unix domain socket. */
final class Endpoint implements AutoCloseable {
  private final ServerSocketChannel channel;
  private final int port;
  private final @Nullable Path path;
  private final boolean ownsFolder;
  private final Buffers buffers;

  /** Sizes in bytes; 0: the system's default. */
  record Buffers(int receive, int send) {}

  private Endpoint(
      ServerSocketChannel channel,
      int port,
      @Nullable Path path,
      boolean ownsFolder,
      Buffers buffers) {
    this.channel = channel;
    this.port = port;
    this.path = path;
    this.ownsFolder = ownsFolder;
    this.buffers = buffers;
  }

  static Endpoint tcp(Buffers buffers) throws IOException {
    var channel = ServerSocketChannel.open();
    bind(channel, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), buffers);
    int port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
    return new Endpoint(channel, port, null, false, buffers);
  }

  static Endpoint unix(@Nullable Path wanted, Buffers buffers) throws IOException {
    Path path =
        wanted != null ? wanted : Files.createTempDirectory("scripted-server").resolve("socket");
    var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    bind(channel, UnixDomainSocketAddress.of(path), buffers);
    return new Endpoint(channel, 0, path, wanted == null, buffers);
  }

  private static void bind(ServerSocketChannel channel, SocketAddress address, Buffers buffers)
      throws IOException {
    try {
      if (buffers.receive() > 0) {
        // Before the bind: TCP negotiates the window of a connection before it is accepted.
        channel.setOption(StandardSocketOptions.SO_RCVBUF, buffers.receive());
      }
      channel.bind(address);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  SocketChannel accept() throws IOException {
    SocketChannel client = channel.accept();
    try {
      setOptions(client);
    } catch (IOException clientGone) {
      // The next read reports it.
    }
    return client;
  }

  private void setOptions(SocketChannel client) throws IOException {
    if (buffers.send() > 0) {
      client.setOption(StandardSocketOptions.SO_SNDBUF, buffers.send());
    }
    if (path == null) {
      // Each write of the server should reach the client separately.
      client.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }
  }

  String host() {
    if (path != null) {
      throw new IllegalStateException("the server listens on the Unix domain socket " + path);
    }
    return "localhost";
  }

  int port() {
    host();
    return port;
  }

  Path path() {
    if (path == null) {
      throw new IllegalStateException("the server listens on a TCP port");
    }
    return path;
  }

  @Override
  public String toString() {
    return path == null ? host() + ":" + port : path.toString();
  }

  /** Stops listening and deletes the file of a Unix domain socket. */
  @Override
  public void close() throws IOException {
    channel.close();
    if (path != null) {
      Files.deleteIfExists(path);
    }
    if (path != null && ownsFolder) {
      Files.deleteIfExists(path.getParent());
    }
  }
}
