package smtp.it.faults;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import smtp.core.SocketConnector;
import smtp.testkit.ScriptedServer;

/**
 * Where the client of a cell connects to.
 *
 * @param port if it is not a Unix socket
 * @param path of the Unix socket
 * @param connector makes the connection, if the client is not to make it itself
 */
record Target(int port, @Nullable Path path, @Nullable SocketConnector connector) {

  static Target of(Way way, ScriptedServer server) {
    return way == Way.UNIX
        ? new Target(0, server.path(), null)
        : new Target(server.port(), null, null);
  }

  static Target of(Way way, Unreachable unreachable) {
    return way == Way.UNIX
        ? new Target(0, unreachable.path(), null)
        : new Target(unreachable.port(), null, null);
  }
}
