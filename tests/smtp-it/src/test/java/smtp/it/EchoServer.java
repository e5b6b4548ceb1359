package smtp.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import smtp.core.SmtpClient;

/** Serves one connection: treats everything up to LF as a command, accepts it, and records it. */
final class EchoServer implements AutoCloseable {

  private static final String GREETING = "220 me\r\n";
  private static final String HELLO =
      """
      250-me\r
      250-SMTPUTF8\r
      250-8BITMIME\r
      250-DSN\r
      250 AUTH X-A X-B PLAIN EXTERNAL ANONYMOUS XOAUTH2\r
      """;

  private final ServerSocket socket;
  private final ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor();
  private final Future<List<String>> received;

  EchoServer() throws IOException {
    socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    received = thread.submit(this::serve);
  }

  SmtpClient.Builder client() {
    return SmtpClient.builder("127.0.0.1", port())
        .timeout(RealServers.PATIENCE)
        .allowUnencryptedCredentials();
  }

  int port() {
    return socket.getLocalPort();
  }

  /** Returns the lines received until the client closed the connection, each with its LF. */
  List<String> received() throws Exception {
    socket.close();
    return received.get();
  }

  private List<String> serve() throws IOException {
    List<String> lines = new ArrayList<>();
    try (Socket client = socket.accept()) {
      InputStream in = client.getInputStream();
      OutputStream out = client.getOutputStream();
      out.write(GREETING.getBytes(ISO_8859_1));
      StringBuilder line = new StringBuilder();
      for (int value = in.read(); value >= 0; value = in.read()) {
        line.append((char) value);
        if (value == '\n') {
          lines.add(line.toString());
          out.write(answer(line.toString()).getBytes(ISO_8859_1));
          line.setLength(0);
        }
      }
      if (!line.isEmpty()) {
        lines.add(line.toString());
      }
    }
    return lines;
  }

  private static String answer(String line) {
    if (line.isBlank()) {
      return "\r\n"; // ends the reply to a client of a proxy
    }
    if (line.startsWith("EHLO")) {
      return HELLO;
    }
    return line.startsWith("AUTH") ? "235 ok\r\n" : "250 ok\r\n";
  }

  @Override
  public void close() throws IOException {
    socket.close();
    thread.close();
  }
}
