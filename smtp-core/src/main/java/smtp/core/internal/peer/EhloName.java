package smtp.core.internal.peer;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** The name that a client sends with EHLO (RFC 5321, section 4.1.4). */
final class EhloName {

  /** Where no address of the client means anything to the server: a Unix socket, a proxy. */
  private static final String FALLBACK = "localhost";

  private EhloName() {}

  /** Returns the address literal of the client's end: no name is looked up for it. */
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

  /** Returns what HELO can carry, which is a domain and no address literal. */
  static String domain(String name) {
    return name.startsWith("[") ? FALLBACK : name;
  }
}
