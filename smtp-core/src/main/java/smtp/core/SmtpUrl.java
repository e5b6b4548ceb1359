package smtp.core;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import smtp.api.Credentials;
import smtp.api.TlsMode;

/**
 * A server given as a URL: {@code smtp://[user[:password]@]host[:port]}, or {@code smtps}.
 *
 * @param userInfo user and password as they are in the URL, or {@code null}
 */
record SmtpUrl(boolean implicitTls, String host, int port, @Nullable String userInfo) {

  private static final int SUBMISSION = 587;
  private static final int SUBMISSIONS = 465;

  static SmtpUrl parse(URI url) {
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    boolean implicitTls = scheme.equals("smtps");
    String host = url.getHost();
    if ((!implicitTls && !scheme.equals("smtp")) || host == null) {
      // The URL is not quoted: it may hold a password.
      throw new IllegalArgumentException(
          "Not a server's URL; it looks like smtp://user@mail.example.org:587, or smtps://…");
    }
    if (!url.getRawPath().matches("/?") || url.getRawQuery() != null) {
      throw new IllegalArgumentException("A server's URL has no path and no query: " + host);
    }
    int port = url.getPort() >= 0 ? url.getPort() : implicitTls ? SUBMISSIONS : SUBMISSION;
    return new SmtpUrl(implicitTls, withoutBrackets(host), port, url.getRawUserInfo());
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  SmtpClient.Builder builder() {
    SmtpClient.Builder builder = SmtpClient.builder(host, port);
    if (implicitTls) {
      builder.tls(TlsMode.IMPLICIT);
    }
    if (userInfo != null && !userInfo.isEmpty()) {
      builder.credentials(credentials(userInfo));
    }
    return builder;
  }

  private static Credentials credentials(String userInfo) {
    int colon = userInfo.indexOf(':');
    String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
    String password = colon < 0 ? "" : userInfo.substring(colon + 1);
    return Credentials.password(decode(user), decode(password));
  }

  private static String decode(String text) {
    // In a URL's authority "+" stands for itself, unlike in a form.
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** Returns the server; never the user or the password. */
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
