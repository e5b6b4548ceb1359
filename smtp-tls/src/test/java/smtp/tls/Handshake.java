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

/** A server that shakes hands and says one octet, as often as it is asked to. */
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

  /** Returns a server that does not do without a certificate of the client. */
  static Handshake wantingCertificate(Identity identity) throws IOException {
    Handshake handshake = new Handshake(identity);
    handshake.server.setNeedClientAuth(true);
    return handshake;
  }

  /** Shakes hands as a client with this context, with these protocol versions if any are given. */
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
        throw new IOException("the server went away");
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
      // The client did not like the certificate: it is the one to tell.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.close();
  }
}
