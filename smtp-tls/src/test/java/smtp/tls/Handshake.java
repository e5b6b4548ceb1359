package smtp.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import smtp.testkit.TestCertificates.Identity;

/** A server that performs a handshake and sends one byte, for each call of a client. */
final class Handshake implements AutoCloseable {

  private final SSLServerSocket server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  Handshake(Identity identity) throws IOException {
    this(identity.serverContext());
  }

  Handshake(SSLContext context) throws IOException {
    server =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  /** Returns a server that requires a client certificate. */
  static Handshake requiringCertificate(Identity identity) throws IOException {
    Handshake handshake = new Handshake(identity);
    handshake.server.setNeedClientAuth(true);
    return handshake;
  }

  /**
   * Performs a handshake as a client with this context, and with these versions if any are given.
   */
  SSLSession with(SSLContext context, String... protocols) throws Exception {
    Future<?> serving = threads.submit(this::serve);
    try (SSLSocket socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), server.getLocalPort())) {
      if (protocols.length > 0) {
        socket.setEnabledProtocols(protocols);
      }
      socket.startHandshake();
      if (socket.getInputStream().read() != 'x') {
        throw new IOException("the server closed the connection");
      }
      return socket.getSession();
    } finally {
      serving.get();
    }
  }

  private void serve() {
    try (SSLSocket socket = (SSLSocket) server.accept()) {
      socket.getOutputStream().write('x');
    } catch (IOException refused) {
      // The client refused the certificate, and reports it.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.close();
  }
}
