package smtp.core.internal.net;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import smtp.api.Credentials;

/**
 * A server given as a URL: {@code scheme://[user[:password]@]host[:port]}.
 *
 * @param scheme in lower case
 * @param port the port, or -1 if the URL has none
 * @param userInfo user and password as they are in the URL, or {@code null}
 */
public record ServerUrl(String scheme, String host, int port, @Nullable String userInfo) {

  /**
   * Parses a URL.
   *
   * @param looks what it looks like, for the message
   * @throws IllegalArgumentException if it is no such URL; the message does not quote it, as it may
   *     hold a password
   */
  public static ServerUrl parse(URI url, String looks) {
    String host = url.getHost();
    if (url.getScheme() == null || host == null) {
      throw new IllegalArgumentException("Not a server's URL; it looks like " + looks);
    }
    if (!url.getRawPath().matches("/?") || url.getRawQuery() != null) {
      throw new IllegalArgumentException("A server's URL has no path and no query: " + host);
    }
    String scheme = url.getScheme().toLowerCase(Locale.ROOT);
    return new ServerUrl(scheme, withoutBrackets(host), url.getPort(), url.getRawUserInfo());
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** Returns the user and the password that the URL names. */
  public Optional<Credentials> credentials() {
    if (userInfo == null || userInfo.isEmpty()) {
      return Optional.empty();
    }
    int colon = userInfo.indexOf(':');
    String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
    String password = colon < 0 ? "" : userInfo.substring(colon + 1);
    return Optional.of(Credentials.password(decode(user), decode(password)));
  }

  private static String decode(String text) {
    // In a URL's authority "+" stands for itself, unlike in a form.
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** Returns scheme, host and port; never the user or the password. */
  @Override
  public String toString() {
    return scheme + "://" + host + (port < 0 ? "" : ":" + port);
  }
}
