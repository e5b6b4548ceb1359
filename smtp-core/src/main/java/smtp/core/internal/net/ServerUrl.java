package smtp.core.internal.net;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import smtp.api.Credentials;

/**
 * The URL of a server: {@code scheme://[user[:password]@]host[:port]}.
 *
 * @param scheme in lower case
 * @param port the port, or -1 if the URL has none
 * @param userInfo user and password, percent-encoded as in the URL, or {@code null}
 */
public record ServerUrl(String scheme, String host, int port, @Nullable String userInfo) {

  /**
   * Parses a URL.
   *
   * @param examples URLs of the right form, for the message
   * @throws IllegalArgumentException if the URL has another form. The message does not show it, as
   *     it may hold a password
   */
  public static ServerUrl parse(URI url, String examples) {
    String host = url.getHost();
    if (url.getScheme() == null || host == null) {
      throw new IllegalArgumentException("Not the URL of a server; use a URL like " + examples);
    }
    if (!url.getRawPath().matches("/?") || url.getRawQuery() != null) {
      throw new IllegalArgumentException("The URL of a server has no path and no query: " + host);
    }
    String scheme = url.getScheme().toLowerCase(Locale.ROOT);
    return new ServerUrl(scheme, withoutBrackets(host), url.getPort(), url.getRawUserInfo());
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** Returns the credentials in the URL. */
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
    // In the authority of a URL "+" is a plus sign; in a form it would be a space.
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** Returns scheme, host and port, but neither user nor password. */
  @Override
  public String toString() {
    return scheme + "://" + host + (port < 0 ? "" : ":" + port);
  }
}
