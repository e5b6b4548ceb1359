package smtp.core.internal.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A connection over the streams of a socket: TLS, or the socket of a connector. */
final class SocketLink implements Link {

  /** How long to wait until TLS has decrypted what has arrived, in milliseconds. */
  private static final int POLL_MILLIS = 1;

  private final Socket socket;
  private final Socket raw;
  private final InputStream in;
  private final OutputStream out;
  private final boolean clientAddressKnown;

  private SocketLink(Socket socket, Socket raw, boolean clientAddressKnown) throws IOException {
    this.socket = socket;
    this.raw = raw;
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
    this.clientAddressKnown = clientAddressKnown;
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
  public int poll(ByteBuffer into) throws IOException {
    if (in.available() > 0) {
      return read(into);
    }
    // available() of TLS counts only decrypted bytes. Others may be a reply or just a session
    // ticket.
    return !(socket instanceof SSLSocket) || raw.getInputStream().available() == 0
        ? 0
        : readSoon(into);
  }

  private int readSoon(ByteBuffer into) throws IOException {
    socket.setSoTimeout(POLL_MILLIS);
    try {
      return read(into);
    } catch (SocketTimeoutException e) {
      return 0;
    } finally {
      socket.setSoTimeout(0);
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
