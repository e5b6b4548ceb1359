package smtp.core.internal.net;

import smtp.api.AsciiDomain;
import smtp.api.internal.AddressLiteral;
import smtp.api.internal.PrintableText;

/**
 * The host and port of a server, as the caller gave them.
 *
 * @param host a name, or an address without brackets
 * @param port the port
 */
public record ServerAddress(String host, int port) {

  /** The limit of DNS and SOCKS. */
  private static final int MAX_HOST = 255;

  /**
   * Makes an address.
   *
   * @throws IllegalArgumentException if the host is not a name or address, or the port is not 1 to
   *     65535
   */
  public ServerAddress {
    if (!isHost(AsciiDomain.of(host)) || port < 1 || port > 65535) {
      throw new IllegalArgumentException(
          "A server needs a host name and a port from 1 to 65535, not \"%s\" and %d"
              .formatted(printable(host), port));
    }
    requireNoPort(host);
  }

  /**
   * Returns a server's name or address for its certificate, in ASCII.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static String serverName(String name) {
    String ascii = AsciiDomain.of(name);
    if (!isHost(ascii)) {
      throw new IllegalArgumentException(
          "Not the name of a server: \"%s\"".formatted(printable(name)));
    }
    requireNoPort(ascii);
    return ascii;
  }

  private static void requireNoPort(String host) {
    if (host.indexOf(':') >= 0 && !AddressLiteral.isAddress(host)) {
      throw new IllegalArgumentException(
          "A host is a name or an address, without a port, not \"%s\"".formatted(printable(host)));
    }
  }

  /** Refuses characters that have a meaning in a proxy's protocol, a URL or a log. */
  private static boolean isHost(String host) {
    return !host.isEmpty()
        && host.length() <= MAX_HOST
        && host.chars().allMatch(c -> c > ' ' && c < 0x7f && "/\\@?#\"<>[]".indexOf(c) < 0);
  }

  private static String printable(String host) {
    return PrintableText.escape(host.substring(0, Math.min(host.length(), MAX_HOST)));
  }

  /** Returns the host with A-labels in place of those that are not ASCII (RFC 5890). */
  public String asciiHost() {
    return AsciiDomain.of(host);
  }

  /** Returns whether the host is a name or address of loopback. No name is looked up. */
  public boolean isLoopback() {
    return host.equalsIgnoreCase("localhost")
        || AddressLiteral.ofHost(host).filter(AddressLiteral::isLoopback).isPresent();
  }

  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? asciiHost() : "[" + host + "]") + ":" + port;
  }
}
