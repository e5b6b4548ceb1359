package smtp.core;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import smtp.api.Credentials;
import smtp.core.internal.net.FixFirstException;
import smtp.core.internal.net.Proxy;
import smtp.core.internal.net.ProxyLogin;
import smtp.core.internal.net.ServerAddress;

/**
 * Opens the TCP connection to a server: through a proxy or a tunnel, or with a socket that is
 * already connected. Without a connector a client connects to the server itself.
 *
 * <p>Implementations are safe for use by several threads. The connectors returned here keep to
 * their time limit and stop when their thread is interrupted, whatever the proxy does; your own
 * implementation has to do so itself.
 */
@FunctionalInterface
public interface SocketConnector {

  /**
   * Opens a connection.
   *
   * @param host the server's host, as it was given to the client
   * @param port the server's port
   * @param limit how long this may take, more than zero
   * @return a connected socket without TLS, from which nothing has been read. The client owns it
   *     and closes it
   * @throws IOException if the connection could not be made; its message becomes part of the
   *     client's {@link smtp.api.SmtpConnectException}
   */
  Socket connect(String host, int port, Duration limit) throws IOException;

  /**
   * Returns a connector for a SOCKS proxy, version 5 (RFC 1928). The proxy looks up the server's
   * name.
   *
   * @param proxyHost the proxy's name, or its address without brackets
   * @param proxyPort the proxy's port, usually 1080
   * @throws IllegalArgumentException if the host is not a name or address, or the port is out of
   *     range
   */
  static SocketConnector socks5(String proxyHost, int proxyPort) {
    return through(Proxy.socks5(proxy(proxyHost, proxyPort), ProxyLogin.NONE));
  }

  /**
   * Returns a connector for a SOCKS proxy, version 5, that logs in if the proxy asks for it (RFC
   * 1929). SOCKS sends the password to the proxy in plaintext.
   *
   * @param login user name and password, each at most 255 bytes in UTF-8
   * @throws IllegalArgumentException as {@link #socks5(String, int)}, or if the user name is too
   *     long
   */
  static SocketConnector socks5(String proxyHost, int proxyPort, Credentials.Password login) {
    return through(
        Proxy.socks5(proxy(proxyHost, proxyPort), new ProxyLogin(requireNonNull(login, "login"))));
  }

  /**
   * Returns a connector for an HTTP proxy, which is asked with CONNECT (RFC 9110, section 9.3.6).
   * Many HTTP proxies only allow connections to a few ports.
   *
   * @param proxyHost the proxy's name, or its address without brackets
   * @param proxyPort the proxy's port, often 3128 or 8080
   * @throws IllegalArgumentException if the host is not a name or address, or the port is out of
   *     range
   */
  static SocketConnector httpConnect(String proxyHost, int proxyPort) {
    return through(Proxy.http(proxy(proxyHost, proxyPort), ProxyLogin.NONE));
  }

  /**
   * Returns a connector for an HTTP proxy that logs in with Basic authentication (RFC 7617). HTTP
   * sends the password to the proxy in plaintext.
   *
   * @param login user name and password
   * @throws IllegalArgumentException as {@link #httpConnect(String, int)}, or if the user name has
   *     a colon
   */
  static SocketConnector httpConnect(String proxyHost, int proxyPort, Credentials.Password login) {
    return through(
        Proxy.http(proxy(proxyHost, proxyPort), new ProxyLogin(requireNonNull(login, "login"))));
  }

  /**
   * Returns a connector that hands out one connected socket, once. If the client needs a second
   * connection, for instance after it has lost the first, it fails with an {@link
   * smtp.api.SmtpConnectException}.
   *
   * @param socket a connected socket without TLS, from which nothing has been read
   */
  static SocketConnector of(Socket socket) {
    requireNonNull(socket, "socket");
    AtomicBoolean used = new AtomicBoolean();
    return new SocketConnector() {
      @Override
      public Socket connect(String host, int port, Duration limit) throws IOException {
        if (used.getAndSet(true)) {
          throw new FixFirstException(
              "the socket given to SocketConnector.of has been used, and there is no other");
        }
        return socket;
      }

      @Override
      public String toString() {
        return "connected socket " + socket.getRemoteSocketAddress();
      }
    };
  }

  private static ServerAddress proxy(String proxyHost, int proxyPort) {
    return new ServerAddress(requireNonNull(proxyHost, "proxyHost"), proxyPort);
  }

  private static SocketConnector through(Proxy proxy) {
    return new SocketConnector() {
      @Override
      public Socket connect(String host, int port, Duration limit) throws IOException {
        return proxy.connect(new ServerAddress(host, port), limit);
      }

      // A URL without the user.
      @Override
      public String toString() {
        return proxy.toString();
      }
    };
  }
}
