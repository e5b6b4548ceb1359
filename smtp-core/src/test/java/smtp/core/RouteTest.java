package smtp.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import smtp.api.SmtpConnectException;
import smtp.api.TlsMode;

/** Source addresses of connections, and sockets that the caller provides. */
@Timeout(60)
class RouteTest {

  private static final String QUIT = "C: QUIT\nS: 221 bye\n";

  /** Only Linux has all of 127.0.0.0/8 on the loopback interface. */
  @Test
  @EnabledOnOs(OS.LINUX)
  @Tag("S10")
  void connectionComesFromTheSourceAddress() throws Exception {
    String script = "S: 220 hi\nC: EHLO [127.0.0.3]\nS: 250 hi\n" + QUIT;
    try (var server = Play.server(script)) {
      Play.builder(server)
          .sourceAddress(new InetSocketAddress("127.0.0.3", 0))
          .build()
          .connect()
          .close();
      server.assertCompleted();
    }
  }

  @Test
  void messageExplainsASourceAddressOfAnotherMachine() throws Exception {
    try (var server = Play.server(Play.hello())) {
      SmtpClient client =
          SmtpClient.builder("127.0.0.1", server.port())
              .sourceAddress(new InetSocketAddress("192.0.2.1", 0))
              .build();
      var failure = assertThrows(SmtpConnectException.class, client::connect);
      assertTrue(
          failure.getMessage().contains("the source address /192.0.2.1:0 cannot be used"),
          failure.getMessage());
    }
  }

  @Test
  void messageExplainsASourceAddressOfAnotherFamily() throws Exception {
    SmtpClient client =
        SmtpClient.builder("127.0.0.1", 25)
            .sourceAddress(new InetSocketAddress("2001:db8::1", 0))
            .build();
    var failure = assertThrows(SmtpConnectException.class, client::connect);
    assertTrue(
        failure.getMessage().contains("no address that can be reached"), failure.getMessage());
  }

  @Test
  void sourceMustBeAnAddress() {
    var unresolved = InetSocketAddress.createUnresolved("no-such-host.invalid", 0);
    assertThrows(
        IllegalArgumentException.class,
        () -> SmtpClient.builder("mail.example.org", 25).sourceAddress(unresolved));
  }

  @Test
  void connectorExcludesASourceAddress() {
    SmtpClient.Builder builder =
        SmtpClient.builder("mail.example.org", 25)
            .sourceAddress(new InetSocketAddress(0))
            .connector(SocketConnector.socks5("proxy.example.org", 1080));
    assertThrows(IllegalStateException.class, builder::build);
  }

  @Test
  void callersSocketIsUsedOnce() throws Exception {
    try (var server = Play.server("S: 220 hi\nC: EHLO localhost\nS: 250 hi\n" + QUIT)) {
      Socket socket = new Socket(server.host(), server.port());
      SmtpClient client =
          SmtpClient.builder("mail.example.org", 25)
              .tls(TlsMode.NONE)
              .connector(SocketConnector.of(socket))
              .build();
      client.connect().close();
      assertTrue(socket.isClosed());
      server.assertCompleted();
      var failure = assertThrows(SmtpConnectException.class, client::connect);
      assertTrue(failure.getMessage().contains("has been used"), failure.getMessage());
    }
  }

  @Test
  void socketOfAChannelCanBeUsed() throws Exception {
    try (var server = Play.server("S: 220 hi\nC: EHLO localhost\nS: 250 hi\n" + QUIT)) {
      SocketChannel channel =
          SocketChannel.open(new InetSocketAddress(server.host(), server.port()));
      SmtpClient.builder("mail.example.org", 25)
          .tls(TlsMode.NONE)
          .connector(SocketConnector.of(channel.socket()))
          .build()
          .connect()
          .close();
      assertFalse(channel.isOpen());
      server.assertCompleted();
    }
  }

  /** A guard that closed TLS could be blocked by the write that it should end. */
  @Test
  void callersSocketIsPlaintext() throws Exception {
    Socket tls = SSLSocketFactory.getDefault().createSocket();
    SmtpClient client =
        SmtpClient.builder("mail.example.org", 25).connector(SocketConnector.of(tls)).build();
    var failure = assertThrows(SmtpConnectException.class, client::connect);
    assertTrue(failure.getMessage().contains("TlsMode.IMPLICIT"), failure.getMessage());
    assertTrue(tls.isClosed());
  }

  @Test
  void hostIsReachedAtTheAddressThatAnswers() throws Exception {
    // On many machines the name also means ::1, where nothing listens on this port.
    try (var server = Play.server(Play.hello() + QUIT)) {
      assertEquals("localhost", server.host());
      Play.client(server).connect().close();
      server.assertCompleted();
    }
  }
}
