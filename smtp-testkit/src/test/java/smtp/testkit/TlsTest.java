package smtp.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketImpl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.testkit.TestCertificates.Identity;

class TlsTest {

  private static ScriptedServer.Builder builder(String script) {
    return ScriptedServer.builder(script);
  }

  private static RawClient connectTrusting(ScriptedServer server) throws IOException {
    return RawClient.connectTls(server, TestCertificates.trustingContext());
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void implicitTlsStartsBeforeTheGreetingAndEndsWithCloseNotify(String protocol) throws Exception {
    try (ScriptedServer server =
            builder("S: 220 hi\nC: QUIT\nS: 221 bye").implicitTls().protocols(protocol).start();
        RawClient client = connectTrusting(server)) {
      assertEquals("220 hi\r\n", client.readLine());
      client.send("QUIT\r\n");
      assertEquals("221 bye\r\n", client.readToEnd());
      server.assertCompleted();
      assertEquals(protocol, client.session().getProtocol());
      assertEquals(protocol, server.received().tls().orElseThrow().getProtocol());
      assertEquals("QUIT\r\n", new String(server.received().bytes(), ISO_8859_1));
    }
  }

  /** A read over TLS returns at most one record, so the reads show how the server wrote. */
  private static List<String> reads(Delivery delivery) throws IOException {
    try (ScriptedServer server =
            builder("TLS\nS: a\nS- b\nC: A\nS: cd").delivery(delivery).start();
        RawClient client = connectTrusting(server)) {
      InputStream in = client.socket().getInputStream();
      client.send("A\r\n");
      var reads = new ArrayList<String>();
      byte[] buffer = new byte[100];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        reads.add(new String(buffer, 0, count, ISO_8859_1));
      }
      return reads;
    }
  }

  @Test
  void deliverySplitsTheServersBytesOverTls() throws Exception {
    assertEquals(List.of("a\r\nb", "cd\r\n"), reads(Delivery.whole()));
    assertEquals(List.of("a\r\n", "b", "cd\r\n"), reads(Delivery.byLine()));
    assertEquals(List.of("a", "\r", "\n", "b", "c", "d", "\r", "\n"), reads(Delivery.byByte()));
    assertEquals(List.of("a\r\nb", "c", "d\r\n"), reads(Delivery.splitAt(5)));
  }

  @Test
  void tlsAsTheFirstStepIsImplicitTls() throws Exception {
    try (ScriptedServer server = builder("TLS\nS: 220 hi").implicitTls().start();
        RawClient client = connectTrusting(server)) {
      assertEquals("220 hi\r\n", client.readToEnd());
    }
  }

  @Test
  void implicitTlsCannotBeStartedAgain() {
    ScriptedServer.Builder options = builder("S: 220 hi\nTLS").implicitTls();

    assertThrows(IllegalArgumentException.class, options::start);
  }

  static Identity[] refused() {
    return new Identity[] {
      TestCertificates.expired(), TestCertificates.wrongName(), TestCertificates.selfSigned()
    };
  }

  @ParameterizedTest
  @MethodSource("refused")
  void clientThatChecksNamesRejectsFaultyCertificates(Identity identity) throws Exception {
    try (ScriptedServer server = builder("TLS-REFUSED").certificate(identity).start()) {
      assertThrows(SSLHandshakeException.class, () -> connectTrusting(server));
      server.assertCompleted();
      assertTrue(server.received().tls().isEmpty());
    }
  }

  @Test
  void javasHttpsCheckAcceptsACommonName() throws Exception {
    Identity identity = TestCertificates.commonNameOnly();
    try (ScriptedServer server = builder("TLS\nS: 220 hi").certificate(identity).start();
        RawClient client = connectTrusting(server)) {
      assertEquals("220 hi\r\n", client.readToEnd());
    }
  }

  @Test
  void clientMayCloseRightAfterTheHandshake() throws Exception {
    try (ScriptedServer server = builder("TLS-REFUSED").start()) {
      connectTrusting(server).close();
      server.assertCompleted();
    }
  }

  @Test
  void clientThatContinuesHasNotAborted() throws Exception {
    try (ScriptedServer server = builder("TLS-REFUSED").start();
        RawClient client = connectTrusting(server)) {
      client.send("EHLO me\r\n");
      AssertionError error = assertThrows(AssertionError.class, server::assertCompleted);
      assertTrue(error.getMessage().contains("received: EHLO me\\r\\n"), error::getMessage);
    }
  }

  @Test
  void handshakeThatTheClientAbortsIsADeviationOtherwise() throws Exception {
    try (ScriptedServer server =
        builder("TLS\nS: 220 hi").certificate(TestCertificates.expired()).start()) {
      assertThrows(SSLHandshakeException.class, () -> connectTrusting(server));
      AssertionError error = assertThrows(AssertionError.class, server::assertCompleted);
      assertTrue(error.getMessage().contains("expected: TLS\n"), error::getMessage);
    }
  }

  @Test
  void clientAuthAcceptsACertificateOfTheAuthority() throws Exception {
    Identity client = TestCertificates.client();
    try (ScriptedServer server = builder("TLS\nS: 220 hi").clientAuth().start();
        var connection = RawClient.connectTls(server, client.clientContext())) {
      assertEquals("220 hi\r\n", connection.readToEnd());
      server.assertCompleted();
      assertEquals(
          client.certificate(), server.received().tls().orElseThrow().getPeerCertificates()[0]);
    }
  }

  @Test
  void clientAuthFailsWithoutACertificate() throws Exception {
    try (ScriptedServer server = builder("TLS\nS: 220 hi").clientAuth().start()) {
      assertThrows(
          IOException.class,
          () -> {
            try (RawClient client = connectTrusting(server)) {
              client.readToEnd();
            }
          });
      assertThrows(AssertionError.class, server::assertCompleted);
    }
  }

  @Test
  void unencryptedBytesAfterStartTlsAreADeviation() throws Exception {
    try (ScriptedServer server = builder("C: STARTTLS\nS: 220 go\nTLS").start();
        var client = RawClient.connect(server)) {
      client.send("STARTTLS\r\nEHLO me\r\n");
      client.readToEnd();
      AssertionError error = assertThrows(AssertionError.class, server::assertCompleted);
      assertTrue(
          error.getMessage().contains("unencrypted bytes where TLS begins: EHLO me\\r\\n"),
          error::getMessage);
    }
  }

  @Test
  void otherBytesThanTlsAreADeviation() throws Exception {
    try (ScriptedServer server = builder("C: STARTTLS\nS: 220 go\nTLS").start();
        var client = RawClient.connect(server)) {
      client.send("STARTTLS\r\n").readLine();
      client.send("EHLO me\r\n");
      client.readToEnd();
      assertThrows(AssertionError.class, server::assertCompleted);
    }
  }

  @Test
  void clientHelloSentTogetherWithStartTlsIsPartOfTheHandshake() throws Exception {
    try (ScriptedServer server =
            builder("C: STARTTLS\nS: 220 go\nTLS\nC: NOOP\nS: 250 ok").start();
        var hasty = new HastySocket(new Socket(server.host(), server.port()), "STARTTLS\r\n");
        var client = new RawClient(hasty).startTls(TestCertificates.trustingContext())) {
      client.send("NOOP\r\n");
      assertEquals("250 ok\r\n", client.readToEnd());
      server.assertCompleted();
      assertEquals(List.of(List.of("STARTTLS"), List.of("NOOP")), server.received().groups());
    }
  }

  /** Sends a command together with the first TLS record in one segment, and skips the reply. */
  private static final class HastySocket extends Socket {
    private final Socket socket;
    private final OutputStream out;
    private String command;

    HastySocket(Socket socket, String command) throws IOException {
      super((SocketImpl) null);
      this.socket = socket;
      this.command = command;
      this.out =
          new FilterOutputStream(socket.getOutputStream()) {
            @Override
            public void write(byte[] source, int offset, int length) throws IOException {
              sendBehindCommand(source, offset, length);
            }
          };
    }

    private void sendBehindCommand(byte[] source, int offset, int length) throws IOException {
      boolean first = !command.isEmpty();
      socket
          .getOutputStream()
          .write((command + new String(source, offset, length, ISO_8859_1)).getBytes(ISO_8859_1));
      command = "";
      if (first) {
        while (socket.getInputStream().read() != '\n') {}
      }
    }

    @Override
    public boolean isConnected() {
      return true;
    }

    @Override
    public OutputStream getOutputStream() {
      return out;
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return socket.getInputStream();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Test
  void garbageIsNotTls() throws Exception {
    try (ScriptedServer server = builder("C: STARTTLS\nS: 220 go\nTLS-GARBAGE").start();
        var client = RawClient.connect(server)) {
      client.send("STARTTLS\r\n").readLine();
      assertThrows(SSLException.class, () -> client.startTls(TestCertificates.trustingContext()));
      server.assertCompleted();
      assertEquals(List.of("STARTTLS"), server.received().lines());
    }
  }

  @Test
  void garbageBreaksASession() throws Exception {
    try (ScriptedServer server = builder("TLS\nS: 220 hi\nTLS-GARBAGE").start();
        RawClient client = connectTrusting(server)) {
      assertEquals("220 hi\r\n", client.readLine());
      assertThrows(SSLException.class, client::read);
      server.assertCompleted();
    }
  }

  @ParameterizedTest
  @CsvSource({"40, handshake_failure", "80, internal_error", "48, unknown_ca"})
  void alertAnswersTheClientHello(int description, String name) throws Exception {
    try (ScriptedServer server = builder("TLS-ALERT " + description).start()) {
      SSLException error = assertThrows(SSLException.class, () -> connectTrusting(server));
      assertTrue(error.getMessage().contains(name), error::getMessage);
      server.assertCompleted();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void alertDuringASessionIsEncrypted(String protocol) throws Exception {
    try (ScriptedServer server =
            builder("TLS\nS: 220 hi\nC: A\nTLS-ALERT").protocols(protocol).start();
        RawClient client = connectTrusting(server)) {
      client.readLine();
      client.send("A\r\n");
      SSLException error = assertThrows(SSLException.class, client::read);
      assertTrue(error.getMessage().contains("Received fatal alert"), error::getMessage);
      server.assertCompleted();
    }
  }

  /** Returns the bytes on the wire after the last reply, below TLS. */
  private static byte[] lastBytes(String script, String protocol) throws IOException {
    try (ScriptedServer server = builder(script).protocols(protocol).start();
        var client = RawClient.connect(server)) {
      Socket raw = client.socket();
      client.startTls(TestCertificates.trustingContext());
      assertEquals("220 hi\r\n", client.readLine());
      client.send("A\r\n");
      assertEquals("250 ok\r\n", client.readLine());
      byte[] rest = raw.getInputStream().readAllBytes();
      server.assertCompleted();
      return rest;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void closeOverTlsSendsCloseNotifyUnlessToldOtherwise(String protocol) throws Exception {
    String script = "TLS\nS: 220 hi\nC: A\nS: 250 ok\n";

    assertTrue(lastBytes(script + "CLOSE", protocol).length > 0);
    assertTrue(lastBytes(script, protocol).length > 0);
    assertEquals(0, lastBytes(script + "CLOSE-WITHOUT-NOTIFY", protocol).length);
  }

  @Test
  void resetResetsTheConnectionOverTls() throws Exception {
    try (ScriptedServer server = builder("TLS\nS: 220 hi\nC: A\nRESET").start();
        RawClient client = connectTrusting(server)) {
      client.readLine();
      client.send("A\r\n");
      assertThrows(IOException.class, client::read);
      server.assertCompleted();
    }
  }

  @Test
  void endlessFaultsWorkOverTls() throws Exception {
    for (String fault :
        List.of("ENDLESS-LINE", "ENDLESS-REPLY", "STALL", "TRICKLE 1ms\nS: 220 x")) {
      try (ScriptedServer server = builder("TLS\nS: 220 hi\n" + fault).start()) {
        try (RawClient client = connectTrusting(server)) {
          assertEquals("220 hi\r\n", client.readLine());
        }
        server.assertCompleted();
      }
    }
  }

  /** A garbage collection may hide a leak and close an older socket, but not each time. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void closedServerLeavesNoSocket() throws Exception {
    connectOnce();
    int leaks = 0;
    for (int i = 0; i < 10; i++) {
      long before = sockets();
      connectOnce();
      leaks += sockets() > before ? 1 : 0;
    }
    assertTrue(leaks < 5, leaks + " of 10 connections have left a socket");
  }

  private static void connectOnce() throws Exception {
    try (ScriptedServer server = builder("TLS\nS: 220 hi\nEOF").start()) {
      try (RawClient client = connectTrusting(server)) {
        assertEquals("220 hi\r\n", client.readLine());
      }
      server.assertCompleted();
    }
  }

  private static long sockets() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.filter(TlsTest::isSocket).count();
    }
  }

  private static boolean isSocket(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
    } catch (IOException closed) {
      return false;
    }
  }
}
