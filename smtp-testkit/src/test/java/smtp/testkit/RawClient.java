package smtp.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/** A client without a protocol: it sends and reads what a test tells it to. */
final class RawClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;

  private Socket socket;

  RawClient(Socket socket) {
    this.socket = socket;
  }

  static RawClient connect(ScriptedServer server) throws IOException {
    var socket = new Socket(server.host(), server.port());
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    return new RawClient(socket);
  }

  static RawClient connect(Path path) throws IOException {
    var channel = SocketChannel.open(UnixDomainSocketAddress.of(path));
    return new RawClient(new ChannelSocket(channel));
  }

  static RawClient connectTls(ScriptedServer server, SSLContext context) throws IOException {
    return connect(server).startTls(context);
  }

  RawClient startTls(SSLContext context) throws IOException {
    var secured = (SSLSocket) context.getSocketFactory().createSocket(socket, "localhost", 1, true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    socket = secured;
    return this;
  }

  RawClient send(String text) throws IOException {
    return send(text.getBytes(UTF_8));
  }

  RawClient send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  /** Returns a line with its line ending, or what is left of it at the end of the stream. */
  String readLine() throws IOException {
    InputStream in = socket.getInputStream();
    var line = new ByteArrayOutputStream();
    for (int value = in.read(); value >= 0; value = in.read()) {
      line.write(value);
      if (value == '\n') {
        break;
      }
    }
    return line.toString(UTF_8);
  }

  int read() throws IOException {
    return socket.getInputStream().read();
  }

  byte[] read(int count) throws IOException {
    return socket.getInputStream().readNBytes(count);
  }

  String readToEnd() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), UTF_8);
  }

  RawClient shutdownOutput() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  Socket socket() {
    return socket;
  }

  SSLSession session() {
    return ((SSLSocket) socket).getSession();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
