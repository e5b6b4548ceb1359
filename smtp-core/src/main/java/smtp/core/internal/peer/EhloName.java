package smtp.core.internal.peer;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** The name that a client sends with EHLO (RFC 5321, section 4.1.4). */
final class EhloName {

  /**
   * Used where the client's address means nothing to the server: on a Unix socket, with a proxy.
   */
  private static final String FALLBACK = "localhost";

  private EhloName() {}

  /** Returns the address literal of the local address. No name is looked up. */
  static String of(@Nullable SocketAddress local) {
    if (!(local instanceof InetSocketAddress socket) || socket.getAddress() == null) {
      return FALLBACK;
    }
    InetAddress address = socket.getAddress();
    if (address instanceof Inet4Address) {
      return "[" + address.getHostAddress() + "]";
    }
    return address instanceof Inet6Address ? "[IPv6:" + withoutScope(address) + "]" : FALLBACK;
  }

  private static String withoutScope(InetAddress address) {
    String text = address.getHostAddress();
    int scope = text.indexOf('%');
    return scope < 0 ? text : text.substring(0, scope);
  }

  /** Returns a name for HELO, which must be a domain, not an address literal. */
  static String domain(String name) {
    return name.startsWith("[") ? FALLBACK : name;
  }
}
