package smtp.api.internal;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An IP address that is written as text. Only this class decides whether a text is an address, and
 * whether that is loopback; no name is looked up for it.
 */
public record AddressLiteral(InetAddress address) {

  private static final String OCTET = "(25[0-5]|2[0-4]\\d|[01]?\\d?\\d)";

  /** Four numbers. The resolver might take anything else for a name. */
  private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");

  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
  private static final String IPV6_TAG = "IPv6:";

  /**
   * Reads a host that is an address: four numbers with dots, or an IPv6 address without brackets,
   * which may have a zone.
   *
   * @return the address without its zone, or empty if the host is a name
   */
  public static Optional<AddressLiteral> ofHost(String host) {
    int zone = host.indexOf('%');
    String text = zone > 0 && host.indexOf(':') >= 0 ? host.substring(0, zone) : host;
    return ofIpv4(text).or(() -> ofIpv6(text));
  }

  /**
   * Reads the address literal of a command: {@code [192.0.2.1]} or {@code [IPv6:2001:db8::1]} (RFC
   * 5321, section 4.1.3). The third form is left out: no tag other than IPv6 was ever registered.
   */
  public static Optional<AddressLiteral> ofBrackets(String text) {
    if (!text.startsWith("[") || !text.endsWith("]") || text.length() < 2) {
      return Optional.empty();
    }
    String inner = text.substring(1, text.length() - 1);
    return inner.regionMatches(true, 0, IPV6_TAG, 0, IPV6_TAG.length())
        ? ofIpv6(inner.substring(IPV6_TAG.length()))
        : ofIpv4(inner);
  }

  private static Optional<AddressLiteral> ofIpv4(String text) {
    return IPV4.matcher(text).matches() ? parse(text) : Optional.empty();
  }

  private static Optional<AddressLiteral> ofIpv6(String text) {
    // In brackets it is parsed as an address; no name is looked up.
    return IPV6.matcher(text).matches() ? parse("[" + text + "]") : Optional.empty();
  }

  private static Optional<AddressLiteral> parse(String text) {
    try {
      return Optional.of(new AddressLiteral(InetAddress.getByName(text)));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** Returns whether a host is an address, not a name. */
  public static boolean isAddress(String host) {
    return ofHost(host).isPresent();
  }

  public boolean isLoopback() {
    return address.isLoopbackAddress();
  }

  /** Returns the address literal of commands, without a zone. */
  @Override
  public String toString() {
    String text = address.getHostAddress();
    int zone = text.indexOf('%');
    String plain = zone < 0 ? text : text.substring(0, zone);
    return address instanceof Inet6Address ? "[" + IPV6_TAG + plain + "]" : "[" + plain + "]";
  }
}
