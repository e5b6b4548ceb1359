package smtp.core;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/**
 * Makes the TCP connection in a way of the caller's own: through a proxy or a tunnel, or from a
 * pool of addresses. Safe for use by several threads.
 */
@FunctionalInterface
public interface SocketConnector {

  /**
   * Connects.
   *
   * @param host the server, as it was given to the client
   * @param port its port
   * @param limit how long it may take, more than zero
   * @return a connected socket, in clear
   * @throws IOException if no connection came about
   */
  Socket connect(String host, int port, Duration limit) throws IOException;
}
