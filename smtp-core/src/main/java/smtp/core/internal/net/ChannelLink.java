package smtp.core.internal.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** A plaintext connection over a channel: TCP or a Unix socket. */
final class ChannelLink implements Link {

  private final SocketChannel channel;
  private final SocketAddress remote;

  ChannelLink(SocketChannel channel) throws IOException {
    this.channel = channel;
    this.remote = channel.getRemoteAddress();
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return channel.read(into);
  }

  @Override
  public int poll(ByteBuffer into) throws IOException {
    if (!isPrivate()) {
      return channel.socket().getInputStream().available() == 0 ? 0 : channel.read(into);
    }
    // A Unix channel has no Socket with available().
    channel.configureBlocking(false);
    try {
      return channel.read(into);
    } finally {
      channel.configureBlocking(true);
    }
  }

  @Override
  public void write(ByteBuffer from) throws IOException {
    if (from.remaining() > StagingBuffers.SMALL_WRITE) {
      writeLarge(from);
    } else {
      writeAll(from);
    }
  }

  private void writeLarge(ByteBuffer from) throws IOException {
    ByteBuffer staging = StagingBuffers.take();
    try {
      int piece = staging == null ? StagingBuffers.SMALL_WRITE : staging.capacity();
      int end = from.limit();
      while (from.position() < end) {
        from.limit(Math.min(end, from.position() + piece));
        writeAll(staging == null ? from : staging.clear().put(from).flip());
      }
    } finally {
      if (staging != null) {
        StagingBuffers.giveBack(staging);
      }
    }
  }

  private void writeAll(ByteBuffer from) throws IOException {
    while (from.hasRemaining()) {
      channel.write(from);
    }
  }

  @Override
  public int sendBuffer() throws IOException {
    return channel.getOption(StandardSocketOptions.SO_SNDBUF);
  }

  @Override
  public SocketAddress remote() {
    return remote;
  }

  @Override
  public @Nullable SocketAddress local() {
    try {
      return channel.getLocalAddress() instanceof InetSocketAddress address ? address : null;
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  public @Nullable Socket socket() {
    return isPrivate() ? null : channel.socket();
  }

  @Override
  public boolean isPrivate() {
    return remote instanceof UnixDomainSocketAddress;
  }
}
