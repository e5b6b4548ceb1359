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

/** Serves one connection: takes everything up to LF for a command, agrees, and remembers it. */
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
  private final Future<List<String>> heard;

  EchoServer() throws IOException {
    socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    heard = thread.submit(this::serve);
  }

  SmtpClient.Builder client() {
    return SmtpClient.builder("127.0.0.1", port())
        .timeout(RealServers.PATIENCE)
        .allowUnencryptedCredentials();
  }

  int port() {
    return socket.getLocalPort();
  }

  /** Returns what was heard until the client had gone, a line ending with its LF. */
  List<String> heard() throws Exception {
    socket.close();
    return heard.get();
  }

  private List<String> serve() throws IOException {
    List<String> lines = new ArrayList<>();
    try (Socket client = socket.accept()) {
      InputStream in = client.getInputStream();
      OutputStream out = client.getOutputStream();
      out.write(GREETING.getBytes(ISO_8859_1));
      StringBuilder line = new StringBuilder();
      for (int octet = in.read(); octet >= 0; octet = in.read()) {
        line.append((char) octet);
        if (octet == '\n') {
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
      return "\r\n"; // ends what a client of a proxy reads
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
