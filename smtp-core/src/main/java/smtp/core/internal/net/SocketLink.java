package smtp.core.internal.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A connection over the streams of a socket: TLS, or the socket of a connector. */
final class SocketLink implements Link {

  /** How long to wait until TLS has decrypted what has arrived, in milliseconds. */
  private static final int POLL_MILLIS = 1;

  /** After how long a pause to look for the end too, which takes {@link #POLL_MILLIS}. */
  private static final long LOOK_AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Socket socket;
  private final Socket raw;
  private final InputStream in;
  private final OutputStream out;
  private final boolean clientAddressKnown;

  /** Whether a read of this socket surely ends at its timeout. */
  private final boolean hasTimeouts;

  private SocketLink(Socket socket, Socket raw, boolean clientAddressKnown) throws IOException {
    this.socket = socket;
    this.raw = raw;
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
    this.clientAddressKnown = clientAddressKnown;
    // A subclass, such as that of an SSH library, may ignore the timeout.
    this.hasTimeouts = raw.getChannel() != null || raw.getClass() == Socket.class;
  }

  /** Returns a connection over the caller's socket, whose local address means nothing. */
  static SocketLink of(Socket socket) throws IOException {
    return new SocketLink(socket, socket, false);
  }

  /** Returns a TLS connection over a plain socket. */
  static SocketLink tls(SSLSocket socket, Socket raw, boolean clientAddressKnown)
      throws IOException {
    return new SocketLink(socket, raw, clientAddressKnown);
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    int count = in.read(into.array(), into.arrayOffset() + into.position(), into.remaining());
    if (count > 0) {
      into.position(into.position() + count);
    }
    return count;
  }

  @Override
  public int poll(ByteBuffer into, long idleNanos) throws IOException {
    if (in.available() > 0) {
      return read(into);
    }
    boolean look = hasTimeouts && idleNanos >= LOOK_AFTER_NANOS;
    return look || hasUndecrypted() ? readSoon(into) : 0;
  }

  /**
   * Returns whether TLS has bytes to decrypt, which its own available() does not count. They may be
   * a reply or just a session ticket.
   */
  private boolean hasUndecrypted() throws IOException {
    return socket instanceof SSLSocket && raw.getInputStream().available() > 0;
  }

  /**
   * Reads what is there. The timeout is set back only if the connection goes on: a socket that TLS
   * has closed would refuse that, which would hide why.
   */
  private int readSoon(ByteBuffer into) throws IOException {
    int timeout = socket.getSoTimeout();
    socket.setSoTimeout(POLL_MILLIS);
    int count = readOrTimeOut(into);
    if (count >= 0) {
      socket.setSoTimeout(timeout);
    }
    return count;
  }

  private int readOrTimeOut(ByteBuffer into) throws IOException {
    try {
      return read(into);
    } catch (SocketTimeoutException e) {
      return 0;
    }
  }

  @Override
  public void write(ByteBuffer from) throws IOException {
    out.write(from.array(), from.arrayOffset() + from.position(), from.remaining());
    out.flush();
    from.position(from.limit());
  }

  @Override
  public int sendBuffer() throws IOException {
    return raw.getSendBufferSize();
  }

  @Override
  public SocketAddress remote() {
    return socket.getRemoteSocketAddress();
  }

  @Override
  public @Nullable SocketAddress local() {
    return clientAddressKnown ? socket.getLocalSocketAddress() : null;
  }

  @Override
  public Socket socket() {
    return socket;
  }

  @Override
  public void closeNotify() throws IOException {
    if (socket instanceof SSLSocket) {
      socket.close();
    }
  }
}
