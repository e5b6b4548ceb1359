package smtp.core.internal.net;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * How sockets are made.
 *
 * @param source where connections come from: an address, or any with a port, or {@code null} for
 *     what the system chooses
 */
record TcpSocket(@Nullable InetSocketAddress source) {

  /** Returns a channel that is bound, if need be, and not connected. */
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
      // A port that is asked for is one for all attempts, and may have been used a minute ago.
      channel.setOption(StandardSocketOptions.SO_REUSEADDR, source.getPort() != 0);
      bind(channel, source);
    }
  }

  private static void bind(SocketChannel channel, InetSocketAddress source) throws IOException {
    try {
      channel.bind(source);
    } catch (IOException e) {
      throw new IOException("cannot connect from %s: %s".formatted(source, e.getMessage()), e);
    }
  }

  static void closeQuietly(Closeable channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // It was of no use before.
    }
  }
}
