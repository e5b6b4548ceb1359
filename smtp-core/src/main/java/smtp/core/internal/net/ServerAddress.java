package smtp.core.internal.net;

import smtp.api.AsciiDomain;

/**
 * A server's host and port, as a caller gives them.
 *
 * @param host a name, or an address without brackets
 * @param port its port
 */
public record ServerAddress(String host, int port) {

  /**
   * Makes an address.
   *
   * @throws IllegalArgumentException if the host is no name or the port not 1 to 65535
   */
  public ServerAddress {
    if (AsciiDomain.of(host).isEmpty() || port < 1 || port > 65535) {
      throw new IllegalArgumentException(
          "A server is a host name and a port from 1 to 65535, not \"%s\" and %d"
              .formatted(host, port));
    }
    if (host.indexOf(':') >= 0 && host.indexOf(':') == host.lastIndexOf(':')) {
      throw new IllegalArgumentException(
          "Give the port apart from the host, not as in \"%s\"".formatted(host));
    }
  }

  /** Tells whether the host is this machine by its very name; nothing is looked up. */
  public boolean isLoopback() {
    return host.equalsIgnoreCase("localhost")
        || host.equals("::1")
        || (host.startsWith("127.") && ServerIdentity.isAddress(host));
  }

  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }
}
