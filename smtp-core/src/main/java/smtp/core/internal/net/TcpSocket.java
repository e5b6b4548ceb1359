package smtp.core.internal.net;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * Makes TCP sockets.
 *
 * @param source the local address, or the wildcard address with a port; {@code null} lets the
 *     system choose
 */
record TcpSocket(@Nullable InetSocketAddress source) {

  /** Returns a channel that is not connected, but bound if there is a source address. */
  SocketChannel open() throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      prepare(channel);
      return channel;
    } catch (IOException | IllegalArgumentException e) {
      closeQuietly(channel);
      throw e;
    }
  }

  private void prepare(SocketChannel channel) throws IOException {
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    if (source != null) {
      // All attempts use the same source port, which may have been in use a minute ago.
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, source.getPort() != 0);
      bind(channel, source);
    }
  }

  private static void bind(SocketChannel channel, InetSocketAddress source) throws IOException {
    try {
      channel.bind(source);
    } catch (IOException e) {
      String message = "the source address %s cannot be used: %s".formatted(source, e.getMessage());
      // A port may be free later. Without one, the address is not of this machine.
      throw source.getPort() == 0 ? new FixFirstException(message, e) : new IOException(message, e);
    }
  }

  static void closeQuietly(Closeable channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // The channel is not needed any more.
    }
  }
}
