package smtp.core.internal.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A connection over a socket's streams: TLS, or a socket that a connector brought. */
final class SocketLink implements Link {

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final boolean clientAddressKnown;

  SocketLink(Socket socket, boolean clientAddressKnown) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
    this.clientAddressKnown = clientAddressKnown;
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
    return in.available() == 0 ? 0 : read(into);
  }

  @Override
  public void write(ByteBuffer from) throws IOException {
    out.write(from.array(), from.arrayOffset() + from.position(), from.remaining());
    out.flush();
    from.position(from.limit());
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
