package smtp.core.internal.net;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLSocket;

/** Connects by a caller's own means, through a proxy for instance. */
public final class SocketDialer implements Dialer {

  /** Makes a connected socket, within a time. */
  @FunctionalInterface
  public interface Factory {
    /** Connects. */
    Socket connect(Duration limit) throws IOException;
  }

  private final Factory factory;
  private final String name;

  /** Makes a dialer that is named in messages as {@code name}. */
  public SocketDialer(Factory factory, String name) {
    this.factory = factory;
    this.name = name;
  }

  @Override
  public Link dial(Watch watch, long deadline) throws IOException {
    Socket socket = factory.connect(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
    try {
      requireClear(socket);
      watch.protect(socket);
      socket.setTcpNoDelay(true);
      // Its local address says nothing: the server sees the proxy's.
      return SocketLink.of(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Closing TLS may block behind a write that is stuck, and then nothing could end that. */
  private static void requireClear(Socket socket) throws IOException {
    if (socket instanceof SSLSocket) {
      throw new IOException(
          "the connector brought a socket under TLS; let it bring one in clear, and use"
              + " TlsMode.IMPLICIT");
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
