package smtp.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;

/** A socket on which the server's side is replayed from recorded traffic. */
final class ReplayingSocket extends Socket {
  private static final int BUFFER = 65_536;

  /** What one read returns. */
  private record Piece(long after, String bytes) {}

  private final Queue<Piece> pieces = new ArrayDeque<>();
  private final byte[] due;
  private final boolean ends;
  private int sent;
  private int position;
  private volatile boolean closed;

  ReplayingSocket(RecordedTraffic traffic, Delivery delivery) throws SocketException {
    super((SocketImpl) null);
    this.due = traffic.sent();
    this.ends = traffic.isEnded();
    long before = 0;
    for (RecordedTraffic.Received some : traffic.received()) {
      for (byte[] bytes : delivery.writes(Escapes.bytes(some.bytes()), before)) {
        pieces.add(new Piece(some.after(), Escapes.string(bytes)));
      }
      before += some.bytes().length();
    }
  }

  private int take(byte[] target, int offset, int length) throws IOException {
    if (closed) {
      throw new SocketException("Socket closed");
    }
    Piece next = pieces.peek();
    if (next == null && ends) {
      return -1;
    }
    if (next == null || next.after() > sent) {
      throw new AssertionError("the client waits for bytes that the server did not send");
    }
    int count = Math.min(length, next.bytes().length() - position);
    byte[] bytes = Escapes.bytes(next.bytes().substring(position, position + count));
    System.arraycopy(bytes, 0, target, offset, count);
    position += count;
    if (position == next.bytes().length()) {
      pieces.remove();
      position = 0;
    }
    return count;
  }

  /** How many bytes can be read without waiting, however they are split. */
  private int arrived() {
    int bytes = -position;
    for (Piece piece : pieces) {
      bytes += piece.after() <= sent ? piece.bytes().length() : 0;
    }
    return Math.max(bytes, 0);
  }

  private void compare(byte[] source, int offset, int length) {
    int end = Math.min(due.length, sent + length);
    if (sent + length > due.length
        || !Arrays.equals(due, sent, end, source, offset, offset + length)) {
      throw new AssertionError(
          "the client sends different bytes than recorded: "
              + Escapes.encode(
                  Escapes.string(Arrays.copyOfRange(source, offset, offset + length))));
    }
    sent = end;
  }

  @Override
  public InputStream getInputStream() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] value = new byte[1];
        return take(value, 0, 1) < 0 ? -1 : value[0] & 0xFF;
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        return take(target, offset, length);
      }

      @Override
      public int available() {
        return arrived();
      }
    };
  }

  @Override
  public OutputStream getOutputStream() {
    return new OutputStream() {
      @Override
      public void write(int value) {
        compare(new byte[] {(byte) value}, 0, 1);
      }

      @Override
      public void write(byte[] source, int offset, int length) {
        compare(source, offset, length);
      }
    };
  }

  @Override
  public void setTcpNoDelay(boolean on) {}

  @Override
  public void setSoTimeout(int timeout) {}

  @Override
  public int getSoTimeout() {
    return 0;
  }

  @Override
  public int getSendBufferSize() {
    return BUFFER;
  }

  @Override
  public SocketAddress getRemoteSocketAddress() {
    return InetSocketAddress.createUnresolved("recording", 0);
  }

  @Override
  public boolean isConnected() {
    return true;
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
  }
}
