package smtp.core;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.Socket;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Credentials;
import smtp.api.SmtpConnectException;
import smtp.api.SmtpException;
import smtp.api.SmtpInterruptedException;
import smtp.api.SmtpSession;
import smtp.api.TlsMode;
import smtp.api.internal.ExceptionResults;
import smtp.testkit.Delivery;
import smtp.testkit.ScriptedServer;
import smtp.testkit.TestCertificates;

/** Servers behind a proxy, byte for byte, and proxies that misbehave. */
@Timeout(60)
class ProxyTest {

  private static final String SECRET = "s3cr€t:word";
  private static final String BASIC =
      Base64.getEncoder().encodeToString(("ann:" + SECRET).getBytes(UTF_8));

  /** The name does not exist: only a proxy can resolve it. */
  private static final String HOST = "mail.example.org";

  private static final String SESSION =
      "S: 220 hi\nC: EHLO localhost\nS: 250 hi\nC: QUIT\nS: 221 bye\n";

  /** The SOCKS request for mail.example.org:25, and the beginning of a successful answer. */
  private static final String SOCKS_REQUEST = "\5\1\0\3\20mail.example.org\0\31";

  private static final String SOCKS = "READ 3\nS- \\x05\\0\nREAD 23\n";
  private static final String SOCKS_READY = SOCKS + "S- \\x05\\0\\0\\x01\\x7f\\0\\0\\x01\\0\\x19\n";
  private static final String HTTP =
      "C: CONNECT mail.example.org:25 HTTP/1.1\nC: Host: mail.example.org:25\nC:\n";
  private static final String HTTP_READY =
      HTTP + "S: HTTP/1.1 200 Connection established\nS: Via: proxy\nS:\n";

  private static Credentials.Password login() {
    return Credentials.password("ann", SECRET);
  }

  private static SocketConnector connector(String kind, ScriptedServer proxy) {
    return switch (kind) {
      case "socks" -> SocketConnector.socks5(proxy.host(), proxy.port());
      case "socks login" -> SocketConnector.socks5(proxy.host(), proxy.port(), login());
      case "http" -> SocketConnector.httpConnect(proxy.host(), proxy.port());
      case "http login" -> SocketConnector.httpConnect(proxy.host(), proxy.port(), login());
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private static SmtpClient.Builder builder(String kind, ScriptedServer proxy) {
    return SmtpClient.builder(HOST, 25)
        .timeout(Play.PATIENCE)
        .tls(TlsMode.NONE)
        .connector(connector(kind, proxy));
  }

  private static String received(ScriptedServer proxy) {
    return new String(proxy.received().bytes(), ISO_8859_1);
  }

  /** Connects and closes, and returns the bytes that the proxy received. */
  private static String session(Delivery delivery, String kind, String script) throws Exception {
    try (var proxy = Play.server(delivery, script + SESSION)) {
      builder(kind, proxy).build().connect().close();
      proxy.assertCompleted();
      return received(proxy);
    }
  }

  private static void assertNoSecret(Throwable failure) {
    StringWriter all = new StringWriter();
    failure.printStackTrace(new PrintWriter(all));
    assertFalse(all.toString().contains("s3cr"), all.toString());
    assertFalse(all.toString().contains(BASIC.substring(0, 8)), all.toString());
  }

  /** Fails to connect, and returns the message. */
  private static String failure(String kind, String script) throws Exception {
    try (var proxy = Play.server(script)) {
      var failure =
          assertThrows(SmtpConnectException.class, () -> builder(kind, proxy).build().connect());
      assertNoSecret(failure);
      String scheme = kind.startsWith("socks") ? "socks5://" : "http://";
      String message = ExceptionResults.text(failure);
      String start = "Cannot connect: the proxy " + scheme + proxy.host() + ":";
      assertTrue(message.startsWith(start), message);
      assertTrue(message.chars().allMatch(c -> c >= ' ' && c < 0x7f), message);
      return message;
    }
  }

  // --- SOCKS 5

  @ParameterizedTest
  @MethodSource("smtp.testkit.Delivery#all")
  void socksProxyResolvesTheName(Delivery delivery) throws Exception {
    String got = session(delivery, "socks", SOCKS_READY);
    assertEquals("\5\1\0" + SOCKS_REQUEST, got.substring(0, 3 + SOCKS_REQUEST.length()));
  }

  @ParameterizedTest
  @MethodSource("smtp.testkit.Delivery#all")
  void socksProxyReceivesUserAndPassword(Delivery delivery) throws Exception {
    byte[] password = SECRET.getBytes(UTF_8);
    String script =
        "READ 4\nS- \\x05\\x02\nREAD " + (6 + password.length) + "\nS- \\x01\\0\nREAD 23\n";
    String answer = "S- \\x05\\0\\0\\x03\\x05proxy\\0\\x19\n";
    String got = session(delivery, "socks login", script + answer);
    String login =
        "\1\3ann" + (char) password.length + new String(password, ISO_8859_1) + SOCKS_REQUEST;
    assertEquals("\5\2\0\2" + login, got.substring(0, 4 + login.length()));
  }

  @Test
  void socksProxyThatWantsNoLoginReceivesNone() throws Exception {
    String got = session(Delivery.whole(), "socks login", SOCKS_READY.replace("READ 3", "READ 4"));
    assertFalse(got.contains("ann"), got);
  }

  @ParameterizedTest
  @CsvSource({"192.0.2.7, \\x01\\xc0\\0\\x02\\x07, 10", "::1, 16, 22"})
  void socksProxyReceivesAddressesAsAddresses(String host, String ignored, int length)
      throws Exception {
    try (var proxy =
        Play.server("READ 3\nS- \\x05\\0\nREAD " + length + "\nS- \\x05\\x02\\0\\x01\n")) {
      SmtpClient client = SmtpClient.builder(host, 25).connector(connector("socks", proxy)).build();
      assertThrows(SmtpConnectException.class, client::connect);
      String got = received(proxy).substring(3);
      String address = "\4" + "\0".repeat(15) + "\1";
      assertEquals("\5\1\0" + (host.equals("::1") ? address : "\1\u00c0\0\2\7") + "\0\31", got);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, code 1",
    "2, do not allow",
    "3, network",
    "4, does not know its name",
    "5, check host and port",
    "6, in time",
    "7, does not support connections",
    "8, type of address",
    "ff, code 255"
  })
  void messageExplainsTheRefusalOfASocksProxy(String code, String expected) throws Exception {
    String refusal = SOCKS + "S- \\x05\\x" + (code.length() < 2 ? "0" : "") + code + "\\0\\x01\n";
    String said = failure("socks", refusal);
    assertTrue(said.contains(expected), said);
    assertFalse(said.contains("no server answers"), said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "socks       | READ 3;S- \\x05\\xFF                  | set a user name and a password",
        "socks login | READ 4;S- \\x05\\xFF                  | accepts no user name and password",
        "socks       | READ 3;S- \\x05\\x02                  | was not offered",
        "socks login | READ 4;S- \\x05\\x01                  | was not offered",
        "socks login | READ 4;S- \\x05\\x02;READ 19;S- \\x01\\x01 | refused the user name",
        "socks       | READ 3;S- HT                          | does not speak SOCKS",
        "socks       | READ 3;S- \\x05\\0;READ 23;S- \\x04\\0\\0\\x01 | does not speak SOCKS",
        "socks       | READ 3;S- \\x05\\0;READ 23;S- \\x05\\0\\0\\x09 | unknown type",
        "socks       | READ 3;S- \\x05\\0;READ 23;S- \\x05\\0\\0\\x03 | closed the connection",
        "socks       | CLOSE                                 | closed the connection",
      })
  void messageExplainsAMisbehavingSocksProxy(String kind, String script, String expected)
      throws Exception {
    String said = failure(kind, script.replace(';', '\n') + "\n");
    assertTrue(said.contains(expected), said);
    assertFalse(said.contains("no server answers"), said);
  }

  @Test
  void socksFieldsHaveTheirLimits() {
    assertThrows(
        IllegalArgumentException.class,
        () -> SocketConnector.socks5("proxy", 1080, Credentials.password("a".repeat(256), "b")));
    assertThrows(IllegalArgumentException.class, () -> SmtpClient.builder("a".repeat(256), 25));
  }

  // --- HTTP CONNECT

  @ParameterizedTest
  @MethodSource("smtp.testkit.Delivery#all")
  void httpProxyReceivesConnect(Delivery delivery) throws Exception {
    session(delivery, "http", HTTP_READY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "S- HTTP/1.0 200 OK\\r\\n\\r\\n",
        "S- HTTP/1.1 200\\r\\nA: b\\r\\nC: d\\r\\n\\r\\n",
        "S- HTTP/1.1 200 \\r\\n\\r\\n",
        "S- HTTP/1.1 200 OK\\n\\n",
        "S- HTTP/1.1 299 Why not\\r\\n\\r\\n",
      })
  void anySuccessStatusOpensTheTunnel(String answer) throws Exception {
    session(Delivery.whole(), "http", HTTP + answer + "\n");
  }

  @ParameterizedTest
  @MethodSource("smtp.testkit.Delivery#all")
  void httpProxyReceivesTheCredentials(Delivery delivery) throws Exception {
    String line = "C: Proxy-Authorization: Basic " + BASIC + "\n";
    session(delivery, "http login", HTTP_READY.replace("C:\n", line + "C:\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http | S: HTTP/1.1 407 Proxy Authentication Required | set a user name and a password",
        "http | S: HTTP/1.1 403 Forbidden                     | do not allow",
        "http | S: HTTP/1.1 401 Unauthorized                  | set a user name and a password",
        "http | S: HTTP/1.1 500 Unable to connect             | cannot reach the server",
        "http | S: HTTP/1.1 503 No                            | cannot reach the server",
        "http | S: HTTP/1.1 100 Continue                      | answered CONNECT with 100",
        "http | S: HTTP/1.1 302 Found                         | answered CONNECT with 302",
        "http | S: 220 mail.example.org ESMTP                 | does not speak HTTP",
        "http | S: HTTP/1.1 20 OK                             | does not speak HTTP",
        "http | S: HTTP/2 200                                 | does not speak HTTP",
        "http | S: HTTP/1.1 2000                              | does not speak HTTP",
        "http | S: HTTP/1.1\\t200 \\x1b[2J                      | does not speak HTTP",
      })
  void messageExplainsTheRefusalOfAnHttpProxy(String kind, String script, String expected)
      throws Exception {
    String said = failure(kind, HTTP + script + "\nS:\nSTALL\n");
    assertTrue(said.contains(expected), said);
  }

  @Test
  void messageForARefusedLoginHidesTheCredentials() throws Exception {
    String script =
        HTTP.replace("C:\n", "C: *\nC:\n") + "S: HTTP/1.1 407 " + BASIC + "\nS: Echo: ann\nS:\n";
    String said = failure("http login", script);
    assertTrue(said.contains("refused the user name or the password"), said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ENDLESS-LINE", "ENDLESS-REPLY 200"})
  void lengthOfAProxysAnswerIsBounded(String fault) throws Exception {
    String said =
        assertTimeoutPreemptively(
            Play.PATIENCE, () -> failure("http", HTTP + "S: HTTP/1.1 200 OK\n" + fault + "\n"));
    assertTrue(said.contains("is too long"), said);
  }

  @Test
  void userNameForHttpHasNoColon() {
    assertThrows(
        IllegalArgumentException.class,
        () -> SocketConnector.httpConnect("proxy", 3128, Credentials.password("a:b", "c")));
  }

  // --- both kinds of proxy

  @Test
  void destroyedPasswordIsRefusedBeforeAnythingIsSent() throws Exception {
    Credentials.Password login = login();
    login.destroy();
    try (var proxy = Play.server("EOF\n")) {
      SmtpClient client =
          SmtpClient.builder(HOST, 25)
              .connector(SocketConnector.httpConnect(proxy.host(), proxy.port(), login))
              .build();
      var failure = assertThrows(SmtpConnectException.class, client::connect);
      assertTrue(failure.getMessage().contains("could not be obtained"), failure.getMessage());
      proxy.assertCompleted();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"socks login", "http login"})
  void textOfAProxyHidesItsUser(String kind) throws Exception {
    try (var proxy = Play.server("CLOSE\n")) {
      String shown = connector(kind, proxy).toString();
      String scheme = kind.startsWith("socks") ? "socks5" : "http";
      assertEquals(scheme + "://localhost:" + proxy.port(), shown);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"socks", "http"})
  void messageExplainsAnUnreachableProxy(String kind) throws Exception {
    ScriptedServer proxy = Play.server();
    proxy.close();
    var failure =
        assertThrows(SmtpConnectException.class, () -> builder(kind, proxy).build().connect());
    assertTrue(failure.getMessage().contains("the proxy "), failure.getMessage());
    assertTrue(failure.getMessage().contains("no server answers"), failure.getMessage());
  }

  @Test
  void messageExplainsAnUnknownProxyName() {
    SmtpClient client =
        SmtpClient.builder(HOST, 25)
            .connector(SocketConnector.socks5("no-such-proxy.invalid", 1080))
            .build();
    var failure = assertThrows(SmtpConnectException.class, client::connect);
    String message = failure.getMessage();
    assertTrue(message.contains("socks5://no-such-proxy.invalid:1080: there is no host"), message);
  }

  @ParameterizedTest
  @CsvSource({
    "socks, STALL",
    "socks, READ 3;TRICKLE 50ms;S- \\x05\\0;READ 23;STALL",
    "http, STALL"
  })
  void slowProxyEndsWithTheTimeout(String kind, String script) throws Exception {
    try (var proxy = Play.server(script.replace(';', '\n') + "\n")) {
      SmtpClient client = builder(kind, proxy).timeout(Duration.ofSeconds(1)).build();
      var failure =
          assertTimeoutPreemptively(
              Duration.ofSeconds(8), () -> assertThrows(SmtpException.class, client::connect));
      assertTrue(failure.getMessage().contains("no answer in time"), failure.getMessage());
      proxy.assertCompleted();
    }
  }

  @Test
  void tricklingHeaderEndsWithTheTimeout() throws Exception {
    String header = "S: HTTP/1.1 200 OK\nS: A: " + "x".repeat(400) + "\nS:\nEOF\n";
    try (var proxy = Play.server(HTTP + "TRICKLE 40ms\n" + header)) {
      SmtpClient client = builder("http", proxy).timeout(Duration.ofMillis(300)).build();
      assertTimeoutPreemptively(
          Duration.ofSeconds(8), () -> assertThrows(SmtpException.class, client::connect));
    }
  }

  @ParameterizedTest
  @CsvSource({"socks, false", "socks, true", "http, false", "http, true"})
  void interruptEndsTheWaitForTheProxy(String kind, boolean virtual) throws Exception {
    String begun = kind.equals("socks") ? "READ 3\n" : HTTP;
    try (var proxy = Play.server(begun + "MARK here\nSTALL\n")) {
      CompletableFuture<Exception> end = new CompletableFuture<>();
      CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
      SmtpClient client = builder(kind, proxy).build();
      Runnable connect =
          () -> {
            end.complete(assertThrows(Exception.class, client::connect));
            interrupted.complete(Thread.interrupted());
          };
      Thread thread =
          virtual ? Thread.ofVirtual().start(connect) : Thread.ofPlatform().daemon().start(connect);
      proxy.awaitMark("here");
      thread.interrupt();
      assertInstanceOf(SmtpInterruptedException.class, end.get(8, TimeUnit.SECONDS));
      assertTrue(interrupted.get(), "the flag is gone");
      proxy.assertCompleted();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"socks", "http"})
  void tlsIsNegotiatedWithTheServerAndNotTheProxy(String kind) throws Exception {
    String ready = kind.equals("socks") ? SOCKS_READY : HTTP_READY;
    String script = ready + "TLS\n" + Play.hello() + "C: QUIT\nS: 221 bye\n";
    try (var proxy = Play.server(script)) {
      SmtpClient client =
          builder(kind, proxy)
              .tls(TlsMode.IMPLICIT)
              .sslContext(TestCertificates.trustingContext())
              .serverName("localhost")
              .build();
      try (SmtpSession session = client.connect()) {
        assertTrue(session.isSecure());
      }
      proxy.assertCompleted();
    }
  }

  /**
   * The proxy's socket belongs to the client after the exchange, and the proxy's timeout no longer
   * applies.
   */
  @Test
  void connectionIsUsableAfterTheProxysTimeout() throws Exception {
    String script = SOCKS_READY + "PAUSE 1500ms\nS: 220 hi\nC: NOOP\nS: 250 ok\n";
    try (var proxy = Play.server(script)) {
      Socket socket =
          SocketConnector.socks5(proxy.host(), proxy.port())
              .connect(HOST, 25, Duration.ofSeconds(1));
      SmtpClient client =
          SmtpClient.builder(HOST, 25)
              .timeout(Play.PATIENCE)
              .tls(TlsMode.NONE)
              .connector(SocketConnector.of(socket))
              .build();
      SmtpSession session = client.open();
      assertEquals(250, session.noop().code());
      session.close();
      assertTrue(socket.isClosed());
      proxy.assertCompleted();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\r\nX: b",
        "a\nb",
        "a b",
        "a\0b",
        "a/b",
        "a@b",
        "smtp://a",
        "[::1]",
        "a\u007fb",
        "a\u2028b",
        "a?b",
        ""
      })
  void hostWithOtherTextIsRefused(String host) throws Exception {
    assertThrows(IllegalArgumentException.class, () -> SmtpClient.builder(host, 25));
    assertThrows(IllegalArgumentException.class, () -> SocketConnector.socks5(host, 25));
    assertThrows(IllegalArgumentException.class, () -> SocketConnector.httpConnect(host, 25));
    try (var proxy = Play.server("EOF\n")) {
      SocketConnector connector = connector("http", proxy);
      assertThrows(
          IllegalArgumentException.class, () -> connector.connect(host, 25, Play.PATIENCE));
    }
  }

  @Test
  void nonAsciiNameIsSentAsALabels() throws Exception {
    String script = HTTP_READY.replace("mail.example.org", "mail.xn--bcher-kva.example") + SESSION;
    try (var proxy = Play.server(script)) {
      SmtpClient.builder("mail.bücher.example", 25)
          .tls(TlsMode.NONE)
          .connector(connector("http", proxy))
          .build()
          .connect()
          .close();
      proxy.assertCompleted();
    }
  }
}
