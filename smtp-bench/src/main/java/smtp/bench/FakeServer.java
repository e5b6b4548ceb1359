package smtp.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;

/**
 * A socket without a network, for clients that can only read from one: it accepts what they send,
 * returns the replies to their first commands, and then the same pieces forever.
 */
final class FakeServer extends Socket {

  private final InputStream input;

  FakeServer(String firstReplies, Pieces pieces) {
    this.input = new Input(ByteBuffer.wrap(firstReplies.getBytes(US_ASCII)), pieces);
  }

  @Override
  public void connect(SocketAddress address, int timeout) {
    // There is nothing to connect to.
  }

  @Override
  public boolean isConnected() {
    return true;
  }

  @Override
  public InetAddress getInetAddress() {
    return InetAddress.getLoopbackAddress();
  }

  @Override
  public InetAddress getLocalAddress() {
    return InetAddress.getLoopbackAddress();
  }

  @Override
  public InputStream getInputStream() {
    return input;
  }

  @Override
  public OutputStream getOutputStream() {
    return OutputStream.nullOutputStream();
  }

  @Override
  public int getSoTimeout() {
    return 0;
  }

  @Override
  public void setSoTimeout(int timeout) {
    // No read waits on this socket.
  }

  private static final class Input extends InputStream {
    private final Pieces pieces;
    private ByteBuffer piece;

    Input(ByteBuffer first, Pieces pieces) {
      this.piece = first;
      this.pieces = pieces;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (!piece.hasRemaining()) {
        piece = pieces.next();
      }
      int count = Math.min(length, piece.remaining());
      piece.get(target, offset, count);
      return count;
    }

    @Override
    public int read() {
      byte[] value = new byte[1];
      read(value, 0, 1);
      return value[0] & 0xFF;
    }
  }
}
