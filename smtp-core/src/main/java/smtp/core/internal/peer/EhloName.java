package smtp.core.internal.peer;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import smtp.api.AsciiDomain;
import smtp.api.internal.AddressLiteral;
import smtp.api.internal.DomainSyntax;
import smtp.api.internal.PrintableText;

/** The name that a client sends with EHLO (RFC 5321, section 4.1.4). */
public final class EhloName {

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
    return new AddressLiteral(socket.getAddress()).toString();
  }

  /**
   * Returns a name that the caller chose, in ASCII.
   *
   * @throws IllegalArgumentException if it is neither a domain nor an address literal in brackets
   */
  public static String checked(String name) {
    String ascii = AsciiDomain.of(name);
    Optional<AddressLiteral> address = AddressLiteral.ofHost(ascii);
    if (address.isPresent()) {
      throw new IllegalArgumentException(
          "An address in EHLO has brackets: use \"" + address.get() + "\"");
    }
    DomainSyntax.Fault fault = DomainSyntax.fault(ascii, 0);
    if (fault != null) {
      throw new IllegalArgumentException(
          "The name for EHLO must be a domain or an address literal in brackets, without a port: %s"
                  .formatted(PrintableText.quote(name))
              + " has %s at index %d".formatted(fault.what(), fault.index()));
    }
    return ascii;
  }

  /** Returns a name for HELO, which must be a domain, not an address literal. */
  static String domain(String name) {
    return name.startsWith("[") ? FALLBACK : name;
  }
}
