package smtp.core;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import smtp.api.Credentials;
import smtp.core.internal.net.Proxy;
import smtp.core.internal.net.ProxyLogin;
import smtp.core.internal.net.ServerAddress;

/**
 * Makes the TCP connection in another way than straight to the server: through a proxy or a tunnel,
 * or out of a socket that is there already. Safe for use by several threads.
 *
 * <p>Those that are made here keep to their time limit, and end when their thread is interrupted,
 * whatever the proxy does; one of the caller's own has to do so itself.
 */
@FunctionalInterface
public interface SocketConnector {

  /**
   * Connects.
   *
   * @param host the server, as it was given to the client
   * @param port its port
   * @param limit how long it may take, more than zero
   * @return a connected socket, in clear; it is the client's from then on, which closes it
   * @throws IOException if no connection came about
   */
  Socket connect(String host, int port, Duration limit) throws IOException;

  /**
   * Returns a connector that goes through a SOCKS proxy, version 5 (RFC 1928), which looks up the
   * server's name itself.
   *
   * @param proxyHost the proxy's name, or address without brackets
   * @param proxyPort its port, usually 1080
   * @throws IllegalArgumentException if the host is no name or address, or the port out of range
   */
  static SocketConnector socks5(String proxyHost, int proxyPort) {
    return through(Proxy.socks5(new ServerAddress(proxyHost, proxyPort), ProxyLogin.NONE));
  }

  /**
   * Returns a connector that goes through a SOCKS proxy, version 5, and logs in there if the proxy
   * wants it (RFC 1929). The proxy gets the password in clear, as SOCKS has it.
   *
   * @param login user and password, each of at most 255 bytes in UTF-8
   * @throws IllegalArgumentException as {@link #socks5(String, int)}, or if the user name is longer
   */
  static SocketConnector socks5(String proxyHost, int proxyPort, Credentials.Password login) {
    return through(Proxy.socks5(new ServerAddress(proxyHost, proxyPort), new ProxyLogin(login)));
  }

  /**
   * Returns a connector that goes through an HTTP proxy, by CONNECT (RFC 9110, section 9.3.6). Many
   * such proxies let clients connect to a few ports only.
   *
   * @param proxyHost the proxy's name, or address without brackets
   * @param proxyPort its port, often 3128 or 8080
   * @throws IllegalArgumentException if the host is no name or address, or the port out of range
   */
  static SocketConnector httpConnect(String proxyHost, int proxyPort) {
    return through(Proxy.http(new ServerAddress(proxyHost, proxyPort), ProxyLogin.NONE));
  }

  /**
   * Returns a connector that goes through an HTTP proxy and logs in there by Basic (RFC 7617). The
   * proxy gets the password in clear, as HTTP has it.
   *
   * @param login user and password
   * @throws IllegalArgumentException as {@link #httpConnect(String, int)}, or if the user name has
   *     a colon
   */
  static SocketConnector httpConnect(String proxyHost, int proxyPort, Credentials.Password login) {
    return through(Proxy.http(new ServerAddress(proxyHost, proxyPort), new ProxyLogin(login)));
  }

  /**
   * Returns a connector that brings a socket which is connected already. It can do so once: for a
   * second connection, as a client makes after it has lost one, it has none.
   *
   * @param socket connected, in clear, of which nothing has been read
   */
  static SocketConnector of(Socket socket) {
    AtomicBoolean used = new AtomicBoolean();
    return (host, port, limit) -> {
      if (used.getAndSet(true)) {
        throw new IOException("the socket that was given has been used; there is no other");
      }
      return socket;
    };
  }

  private static SocketConnector through(Proxy proxy) {
    return new SocketConnector() {
      @Override
      public Socket connect(String host, int port, Duration limit) throws IOException {
        return proxy.connect(new ServerAddress(host, port), limit);
      }

      // The proxy as a URL, without the user.
      @Override
      public String toString() {
        return proxy.toString();
      }
    };
  }
}
