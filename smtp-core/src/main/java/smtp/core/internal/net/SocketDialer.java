package smtp.core.internal.net;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLSocket;

/** Connects with the caller's connector, such as through a proxy. */
public final class SocketDialer implements Dialer {

  /** Makes a connected socket within a time limit. */
  @FunctionalInterface
  public interface Factory {
    /** Connects. */
    Socket connect(Duration limit) throws IOException;
  }

  private final Factory factory;
  private final String name;

  /** Makes a dialer that messages call {@code name}. */
  public SocketDialer(Factory factory, String name) {
    this.factory = factory;
    this.name = name;
  }

  @Override
  public Link dial(Watch watch, long deadline) throws IOException {
    Socket socket = factory.connect(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
    // If something fails, the owner of the watch closes the socket.
    watch.protectForeign(socket);
    requirePlain(socket);
    socket.setTcpNoDelay(true);
    // Its local address means nothing to the server, which may see that of a proxy.
    return SocketLink.of(socket);
  }

  /** Closing a TLS socket may block while a write does, and nothing could end that. */
  private static void requirePlain(Socket socket) throws IOException {
    if (socket instanceof SSLSocket) {
      throw new FixFirstException(
          "the connector returned a TLS socket; it must return a plain one, with TlsMode.IMPLICIT"
              + " for TLS from the first byte");
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
