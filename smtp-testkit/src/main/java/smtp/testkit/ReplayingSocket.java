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
import java.util.List;
import java.util.Queue;

/** A socket whose other end is a recording. */
final class ReplayingSocket extends Socket {
  private static final int BUFFER = 65_536;

  /** What one read returns. */
  private record Piece(long after, String octets) {}

  private final Queue<Piece> pieces = new ArrayDeque<>();
  private final byte[] due;
  private final boolean ends;
  private int sent;
  private int position;
  private volatile boolean closed;

  ReplayingSocket(List<Recording.Said> said, byte[] due, boolean ends, Delivery delivery)
      throws SocketException {
    super((SocketImpl) null);
    this.due = due;
    this.ends = ends;
    long before = 0;
    for (Recording.Said some : said) {
      for (byte[] octets : delivery.writes(Escapes.bytes(some.octets()), before)) {
        pieces.add(new Piece(some.after(), Escapes.octets(octets)));
      }
      before += some.octets().length();
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
      throw new AssertionError("the client waits where the server said nothing");
    }
    int count = Math.min(length, next.octets().length() - position);
    byte[] octets = Escapes.bytes(next.octets().substring(position, position + count));
    System.arraycopy(octets, 0, target, offset, count);
    position += count;
    if (position == next.octets().length()) {
      pieces.remove();
      position = 0;
    }
    return count;
  }

  /** What was said has arrived, however it is cut. */
  private int arrived() {
    int octets = -position;
    for (Piece piece : pieces) {
      octets += piece.after() <= sent ? piece.octets().length() : 0;
    }
    return Math.max(octets, 0);
  }

  private void compare(byte[] source, int offset, int length) {
    int end = Math.min(due.length, sent + length);
    if (sent + length > due.length
        || !Arrays.equals(due, sent, end, source, offset, offset + length)) {
      throw new AssertionError(
          "the client sends something else: "
              + Escapes.encode(
                  Escapes.octets(Arrays.copyOfRange(source, offset, offset + length))));
    }
    sent = end;
  }

  @Override
  public InputStream getInputStream() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] octet = new byte[1];
        return take(octet, 0, 1) < 0 ? -1 : octet[0] & 0xFF;
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
      public void write(int octet) {
        compare(new byte[] {(byte) octet}, 0, 1);
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
