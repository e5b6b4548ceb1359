package smtp.core.internal.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A plaintext connection over a channel: TCP or a Unix socket. */
final class ChannelLink implements Link {

  /** After how long a pause to look for the end too: it takes five system calls, not one. */
  private static final long LOOK_AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

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
  public int poll(ByteBuffer into, long idleNanos) throws IOException {
    // A Unix channel has no Socket with available(), which does not show the end either.
    if (isPrivate() || idleNanos >= LOOK_AFTER_NANOS) {
      return readAtOnce(into);
    }
    return channel.socket().getInputStream().available() == 0 ? 0 : channel.read(into);
  }

  /** Reads in non-blocking mode. A channel at its end, or broken, stays in that mode. */
  private int readAtOnce(ByteBuffer into) throws IOException {
    channel.configureBlocking(false);
    int count = channel.read(into);
    if (count >= 0) {
      channel.configureBlocking(true);
    }
    return count;
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
