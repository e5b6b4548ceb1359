package smtp.core.internal.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import smtp.api.internal.AddressLiteral;

/**
 * The client's side of SOCKS version 5 (RFC 1928), without a login or with user and password (RFC
 * 1929). Its answers are always short.
 */
final class Socks5 implements ProxyProtocol {

  private static final int VERSION = 5;
  private static final int LOGIN_VERSION = 1;
  private static final int NO_LOGIN = 0;
  private static final int PASSWORD = 2;
  private static final int NO_METHOD = 0xFF;
  private static final int CONNECT = 1;
  private static final int IPV4 = 1;
  private static final int NAME = 3;
  private static final int IPV6 = 4;
  private static final int MAX_FIELD = 255;

  private final ProxyLogin login;

  Socks5(ProxyLogin login) {
    this.login = login;
    if (login.username().length > MAX_FIELD) {
      throw new IllegalArgumentException("The user name for a SOCKS proxy has at most 255 bytes");
    }
  }

  @Override
  public void ask(ProxyLink proxy, ServerAddress server) throws IOException {
    proxy.send(
        login.isPresent()
            ? new byte[] {VERSION, 2, NO_LOGIN, PASSWORD}
            : new byte[] {VERSION, 1, NO_LOGIN});
    requireVersion(proxy.receive());
    logIn(proxy, proxy.receive());
    proxy.send(request(server));
    readAnswer(proxy);
  }

  private static void requireVersion(int version) throws IOException {
    if (version != VERSION) {
      throw new FixFirstException("it does not speak SOCKS version 5; check its port and type");
    }
  }

  private void logIn(ProxyLink proxy, int method) throws IOException {
    if (method == NO_METHOD) {
      throw new FixFirstException(
          login.isPresent()
              ? "it accepts no user name and password"
              : "it requires a login; set a user name and a password");
    }
    if (method == PASSWORD && login.isPresent()) {
      sendPassword(proxy);
    } else if (method != NO_LOGIN) {
      throw new FixFirstException("it chose a login method that it was not offered");
    }
  }

  private void sendPassword(ProxyLink proxy) throws IOException {
    byte[] username = login.username();
    byte[] password = login.password();
    if (password.length == 0 || password.length > MAX_FIELD) {
      throw new FixFirstException("the password for SOCKS must have 1 to 255 bytes");
    }
    byte[] message = new byte[3 + username.length + password.length];
    message[0] = LOGIN_VERSION;
    message[1] = (byte) username.length;
    System.arraycopy(username, 0, message, 2, username.length);
    message[2 + username.length] = (byte) password.length;
    System.arraycopy(password, 0, message, 3 + username.length, password.length);
    Arrays.fill(password, (byte) 0);
    proxy.send(message);
    if (proxy.receive(2)[1] != 0) {
      throw new FixFirstException("it refused the user name or the password");
    }
  }

  private static byte[] request(ServerAddress server) {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(new byte[] {VERSION, CONNECT, 0});
    String host = server.asciiHost();
    Optional<AddressLiteral> literal = AddressLiteral.ofHost(host);
    if (literal.isPresent()) {
      InetAddress address = literal.get().address();
      request.write(address instanceof Inet4Address ? IPV4 : IPV6);
      request.writeBytes(address.getAddress());
    } else {
      // The proxy looks up the name: this machine may be unable to, and its DNS server need not see
      // it.
      request.write(NAME);
      request.write(host.length());
      request.writeBytes(host.getBytes(StandardCharsets.US_ASCII));
    }
    request.write(server.port() >> 8);
    request.write(server.port());
    return request.toByteArray();
  }

  private static void readAnswer(ProxyLink proxy) throws IOException {
    byte[] answer = proxy.receive(4);
    requireVersion(answer[0]);
    if (answer[1] != 0) {
      throw isForGood(answer[1])
          ? new FixFirstException(reason(answer[1]))
          : new IOException(reason(answer[1]));
    }
    int addressLength =
        switch (answer[3]) {
          case IPV4 -> 4;
          case IPV6 -> 16;
          case NAME -> proxy.receive();
          default -> throw new IOException("it answered with an address of an unknown type");
        };
    proxy.receive(addressLength + 2);
  }

  /** Returns whether the proxy's rules or abilities are the reason, not the network. */
  private static boolean isForGood(int code) {
    return code == 2 || code == 7 || code == 8;
  }

  private static String reason(int code) {
    return switch (code) {
      case 2 -> "its rules do not allow a connection to that server";
      case 3 -> "it cannot reach the server's network";
      case 4 -> "it cannot reach the server, or does not know its name";
      case 5 -> "the server refused the connection; check host and port";
      case 6 -> "the server did not answer it in time";
      case 7 -> "it does not support connections to servers";
      case 8 -> "it does not know this type of address";
      default -> "it failed with code " + (code & 0xFF);
    };
  }
}
