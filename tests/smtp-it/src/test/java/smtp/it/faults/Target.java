package smtp.it.faults;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import smtp.core.SocketConnector;
import smtp.testkit.ScriptedServer;

/**
 * The server to which the client of a cell connects.
 *
 * @param port the TCP port; 0 with a Unix socket
 * @param path the path of the Unix socket
 * @param connector creates the connection, unless the client does it itself
 */
record Target(int port, @Nullable Path path, @Nullable SocketConnector connector) {

  static Target of(Transport transport, ScriptedServer server) {
    return transport == Transport.UNIX
        ? new Target(0, server.path(), null)
        : new Target(server.port(), null, null);
  }

  static Target of(Transport transport, Unreachable unreachable) {
    return transport == Transport.UNIX
        ? new Target(0, unreachable.path(), null)
        : new Target(unreachable.port(), null, null);
  }
}
