package smtp.it.troubleshooting;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;
import smtp.api.Credentials;
import smtp.core.SmtpClient;
import smtp.core.SocketConnector;
import smtp.lmtp.LmtpClient;
import smtp.testkit.ScriptedServer;

/** The server cannot be reached. */
final class Connecting {

  private Connecting() {}

  static List<Situation> situations() {
    return List.of(
        Scene.of("unknown name", () -> SmtpClient.builder("mail.invalid", 25).build().connect()),
        Scene.of(
            "no server answers",
            () -> SmtpClient.builder("127.0.0.1", closedPort()).build().open()),
        Scene.of("proxy of the JDK is set", Connecting::besideTheProxyOfTheJdk),
        Scene.of("foreign source address", () -> from("192.0.2.1")),
        Scene.of("source address of another family", () -> from("::1")),
        http("HTTP proxy that forbids", "403"),
        http("HTTP proxy that wants a login", "407"),
        http("HTTP proxy that cannot reach the server", "502"),
        http("HTTP proxy that redirects", "302"),
        Scene.of("HTTP proxy that refuses the login", () -> withLogin("407")),
        proxied("no HTTP proxy", "READ 3\nS: 220 hello\nS:\nEOF\n", "http"),
        proxied("silent proxy", "READ 3\nCLOSE\n", "socks"),
        proxied("no SOCKS proxy", "READ 3\nS: HTTP/1.1 400\nEOF\n", "socks"),
        socks("SOCKS proxy that wants a login", 255),
        socks("SOCKS proxy with rules", 0, 2),
        socks("SOCKS proxy that cannot reach the server", 0, 4),
        socks("SOCKS proxy that is refused", 0, 5),
        socks("SOCKS proxy whose server is silent", 0, 6),
        Scene.of("unknown proxy", () -> through(SocketConnector.socks5("proxy.invalid", 1080))),
        Scene.of("used socket", Connecting::usedSocket),
        Scene.of("TLS socket", Connecting::tlsSocket),
        Scene.of("no Unix socket", () -> LmtpClient.of(Path.of("/no/such/lmtp")).open()),
        Scene.of("no socket but a folder", () -> LmtpClient.of(Path.of("/tmp")).open()),
        Scene.of("stale Unix socket", Connecting::staleSocket));
  }

  private static int closedPort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void besideTheProxyOfTheJdk() throws Exception {
    System.setProperty("socksProxyHost", "proxy.example.net");
    try {
      SmtpClient.builder("127.0.0.1", closedPort()).build().open();
    } finally {
      System.clearProperty("socksProxyHost");
    }
  }

  private static void from(String address) throws Exception {
    InetSocketAddress source = new InetSocketAddress(InetAddress.getByName(address), 0);
    SmtpClient.builder("127.0.0.1", closedPort()).sourceAddress(source).build().open();
  }

  private static Situation http(String name, String code) {
    String script = "C: CONNECT *\nC: Host: *\nC:\nS: HTTP/1.1 " + code + " No\nS:\nEOF\n";
    return proxied(name, script, "http");
  }

  private static Situation socks(String name, int... codes) {
    String method = "READ 3\nS- \\x05\\x%02x\n".formatted(codes[0]);
    String answer =
        codes.length == 1
            ? ""
            : "READ 23\nS- \\x05\\x%02x\\x00\\x01\\x00\\x00\\x00\\x00\\x00\\x00\n"
                .formatted(codes[1]);
    return proxied(name, method + answer + "EOF\n", "socks");
  }

  private static Situation proxied(String name, String script, String kind) {
    return Scene.of(
        name,
        () -> {
          try (ScriptedServer proxy = ScriptedServer.start(script)) {
            through(
                kind.equals("http")
                    ? SocketConnector.httpConnect(proxy.host(), proxy.port())
                    : SocketConnector.socks5(proxy.host(), proxy.port()));
          }
        });
  }

  private static void withLogin(String code) throws Exception {
    String script =
        "C: CONNECT *\nC: Host: *\nC: Proxy-Authorization: *\nC:\nS: HTTP/1.1 "
            + code
            + " No\nS:\nEOF\n";
    try (ScriptedServer proxy = ScriptedServer.start(script)) {
      Credentials.Password login = Credentials.password("ann", "secret".toCharArray());
      through(SocketConnector.httpConnect(proxy.host(), proxy.port(), login));
    }
  }

  private static void through(SocketConnector connector) throws Exception {
    SmtpClient.builder("mail.example.org", 25).connector(connector).build().open();
  }

  private static void usedSocket() throws Exception {
    try (ScriptedServer server = ScriptedServer.start(Scene.HELLO);
        Socket socket = new Socket(server.host(), server.port())) {
      SmtpClient client = Scene.client(server).connector(SocketConnector.of(socket)).build();
      client.open().close();
      client.open();
    }
  }

  private static void tlsSocket() throws Exception {
    try (Socket socket = SSLSocketFactory.getDefault().createSocket()) {
      through((host, port, limit) -> socket);
    }
  }

  private static void staleSocket() throws Exception {
    Path folder = Files.createTempDirectory("stale");
    Path path = folder.resolve("lmtp");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(path));
    }
    try {
      LmtpClient.of(path).open();
    } finally {
      Files.delete(path);
      Files.delete(folder);
    }
  }
}
