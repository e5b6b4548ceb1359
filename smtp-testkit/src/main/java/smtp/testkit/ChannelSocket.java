package smtp.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketImpl;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * A connected channel, TCP or Unix domain, as a socket over which JSSE can start TLS.
 *
 * <p>Closing it closes the channel, which ends a read or write in another thread.
 */
final class ChannelSocket extends Socket {
  private static final int DRAINED_BUFFERS = 32;

  private final SocketChannel channel;
  private final Input input = new Input();
  private final Output output = new Output();

  ChannelSocket(SocketChannel channel) throws IOException {
    super((SocketImpl) null);
    this.channel = channel;
  }

  /** Makes the next reads return these bytes, and then the end of the stream. */
  void inject(byte[] bytes) {
    input.injected = ByteBuffer.wrap(bytes);
  }

  @Override
  public InputStream getInputStream() {
    return input;
  }

  @Override
  public OutputStream getOutputStream() {
    return output;
  }

  @Override
  public boolean isConnected() {
    return true;
  }

  @Override
  public boolean isClosed() {
    return !channel.isOpen();
  }

  @Override
  public void setSoTimeout(int timeout) {}

  @Override
  public int getSoTimeout() {
    return 0;
  }

  /** Does nothing: otherwise {@link #close} could not read the remaining bytes. */
  @Override
  public void shutdownInput() {}

  @Override
  public void shutdownOutput() throws IOException {
    channel.shutdownOutput();
  }

  /**
   * Closes with FIN: unread bytes would turn it into a reset, so they are read first. A client that
   * keeps sending receives a reset nevertheless.
   */
  @Override
  public void close() throws IOException {
    closeOwn();
    if (channel.isOpen()) {
      try (channel) {
        channel.shutdownOutput();
        drain();
      }
    }
  }

  private void drain() throws IOException {
    channel.configureBlocking(false);
    var ignored = ByteBuffer.allocate(8192);
    for (int i = 0; i < DRAINED_BUFFERS && channel.read(ignored.clear()) > 0; i++) {}
  }

  /**
   * Closes the file descriptor that a {@code Socket} opens for its own use when JSSE asks for ports
   * and options.
   */
  private void closeOwn() throws IOException {
    super.close();
  }

  void reset() throws IOException {
    closeOwn();
    try (channel) {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    }
  }

  private final class Input extends InputStream {
    private @Nullable ByteBuffer injected;

    @Override
    public int read() throws IOException {
      byte[] value = new byte[1];
      return read(value, 0, 1) < 0 ? -1 : value[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (injected == null) {
        return channel.read(ByteBuffer.wrap(target, offset, length));
      }
      int count = Math.min(length, injected.remaining());
      injected.get(target, offset, count);
      return count == 0 ? -1 : count;
    }
  }

  private final class Output extends OutputStream {
    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      var bytes = ByteBuffer.wrap(source, offset, length);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }
}
