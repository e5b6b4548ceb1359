package smtp.core.internal.net;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
   * Not by {@link URI#getHost}, which knows no underscores and no internationalized names. Which
   * hosts there are, {@link ServerAddress} decides.
   */
  private static final Pattern AUTHORITY =
      Pattern.compile(
          "(?:(?<user>[^@]*)@)?(?<host>\\[[^]]+]|[^@:\\[\\]%]+)(?::(?<port>\\d{0,6}))?");

  /**
   * Parses a URL.
   *
   * @param examples URLs of the right form, for the message
   * @throws IllegalArgumentException if the URL has another form. The message does not show it, as
   *     it may hold a password
   */
  public static ServerUrl parse(URI url, String examples) {
    Matcher authority = AUTHORITY.matcher(Objects.requireNonNullElse(url.getRawAuthority(), ""));
    if (url.getScheme() == null || !authority.matches()) {
      throw new IllegalArgumentException("Not the URL of a server; use a URL like " + examples);
    }
    String host = withoutBrackets(authority.group("host"));
    if (!url.getRawPath().matches("/?") || url.getRawQuery() != null) {
      throw new IllegalArgumentException("The URL of a server has no path and no query: " + host);
    }
    String scheme = url.getScheme().toLowerCase(Locale.ROOT);
    String port = Objects.requireNonNullElse(authority.group("port"), "");
    return new ServerUrl(
        scheme, host, port.isEmpty() ? -1 : Integer.parseInt(port), authority.group("user"));
  }

  private static String withoutBrackets(String host) {
    // A URL has "%25" before the zone of an address.
    return host.startsWith("[")
        ? host.substring(1, host.length() - 1).replaceFirst("%25", "%")
        : host;
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
