package smtp.core.internal.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import smtp.api.internal.AddressLiteral;

/** Connections over TCP, and where they come from. */
@Timeout(60)
class TcpDialerTest {

  private static ServerSocket server() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  private static long soon() {
    return System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
  }

  /** Connects and closes, and returns the client's address as the server saw it. */
  private static InetSocketAddress seen(String host, @Nullable InetSocketAddress source)
      throws IOException {
    Watch watch = Watch.start();
    try (ServerSocket server = server()) {
      new TcpDialer(new ServerAddress(host, server.getLocalPort()), source).dial(watch, soon());
      try (Socket client = server.accept()) {
        return (InetSocketAddress) client.getRemoteSocketAddress();
      }
    } finally {
      watch.release();
    }
  }

  /**
   * With an address and with a name that may have several, and again right after the port was used.
   */
  @ParameterizedTest
  @CsvSource({"127.0.0.1", "localhost"})
  void connectionComesFromTheSourcePort(String host) throws Exception {
    int port;
    try (ServerSocket free = server()) {
      port = free.getLocalPort();
    }
    InetSocketAddress source = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    assertEquals(source, seen(host, source));
    assertEquals(source, seen(host, source));
    assertEquals(port, seen(host, new InetSocketAddress(port)).getPort());
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, true",
    "0.0.0.0, true",
    "255.255.255.255, true",
    "::1, true",
    "fe80::1%1, true",
    "256.0.0.1, false",
    "1.2.3, false",
    "1.2.3.4.5, false",
    "1.2.3.4., false",
    "01.2.3.4, true",
    "1234, false",
    "mail.example.org, false"
  })
  void addressNeedsNoLookUp(String host, boolean literal) {
    assertEquals(literal, AddressLiteral.isAddress(host));
  }

  @Test
  void expiredTimeoutIsReportedAsTimeout() {
    Watch watch = Watch.start();
    try {
      TcpDialer dialer = new TcpDialer(new ServerAddress("localhost", 1), null);
      IOException failure =
          assertThrows(IOException.class, () -> dialer.dial(watch, System.nanoTime() - 1));
      assertEquals("The name localhost was not found in time", failure.getMessage());
    } finally {
      watch.release();
    }
  }
}
