package smtp.core.internal.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The client's side of HTTP's CONNECT (RFC 9110, section 9.3.6), without a login or with Basic (RFC
 * 7617).
 */
final class HttpConnect implements ProxyProtocol {

  /** More than the header of any honest proxy. */
  private static final int MAX_HEADER = 16 * 1024;

  /** The reason may be in any charset; a bare CR makes the line invalid (RFC 9112, section 2.2). */
  private static final Pattern STATUS_LINE =
      Pattern.compile("HTTP/1\\.\\d (\\d{3})(?: [^\\r\\n]*)?\\r?\\n");

  private final ProxyLogin login;

  HttpConnect(ProxyLogin login) {
    this.login = login;
    if (new String(login.username(), StandardCharsets.UTF_8).indexOf(':') >= 0) {
      throw new IllegalArgumentException(
          "The user name for an HTTP proxy must not have a colon (RFC 7617)");
    }
  }

  @Override
  public void ask(ProxyLink proxy, ServerAddress server) throws IOException {
    proxy.send(request(server));
    String header = readHeader(proxy);
    Matcher status = STATUS_LINE.matcher(header);
    if (!status.lookingAt()) {
      throw new FixFirstException("it does not speak HTTP; check its port and type");
    }
    int code = Integer.parseInt(status.group(1));
    if (code / 100 != 2) {
      // What the proxy's configuration refuses stays refused, as does a request that it redirects.
      throw code < 500 ? new FixFirstException(reason(code)) : new IOException(reason(code));
    }
  }

  private byte[] request(ServerAddress server) throws IOException {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(
        "CONNECT %1$s HTTP/1.1\r\nHost: %1$s\r\n"
            .formatted(server)
            .getBytes(StandardCharsets.US_ASCII));
    if (login.isPresent()) {
      request.writeBytes("Proxy-Authorization: Basic ".getBytes(StandardCharsets.US_ASCII));
      request.writeBytes(basic());
      request.writeBytes(new byte[] {'\r', '\n'});
    }
    request.writeBytes(new byte[] {'\r', '\n'});
    return request.toByteArray();
  }

  private byte[] basic() throws IOException {
    byte[] username = login.username();
    byte[] password = login.password();
    byte[] pair = Arrays.copyOf(username, username.length + 1 + password.length);
    pair[username.length] = ':';
    System.arraycopy(password, 0, pair, username.length + 1, password.length);
    byte[] encoded = Base64.getEncoder().encode(pair);
    Arrays.fill(password, (byte) 0);
    Arrays.fill(pair, (byte) 0);
    return encoded;
  }

  /** Reads to the empty line, a byte at a time, as the server's greeting follows it. */
  private static String readHeader(ProxyLink proxy) throws IOException {
    StringBuilder header = new StringBuilder();
    while (header.indexOf("\n\r\n", header.length() - 3) < 0
        && header.indexOf("\n\n", header.length() - 2) < 0) {
      if (header.length() == MAX_HEADER) {
        throw new IOException("its answer is too long");
      }
      header.append((char) proxy.receive());
    }
    return header.toString();
  }

  /** Explains a status code. The text of the proxy is not used, as it may repeat the login. */
  private String reason(int code) {
    return switch (code) {
      case 401, 407 ->
          login.isPresent()
              ? "it refused the user name or the password (" + code + ")"
              : "it requires a login; set a user name and a password (" + code + ")";
      case 403, 405 -> "its rules do not allow a connection to that server (" + code + ")";
      case 500, 502, 503, 504 ->
          "it cannot reach the server, or does not know its name (" + code + ")";
      default -> "it answered CONNECT with " + code;
    };
  }
}
