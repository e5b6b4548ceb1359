package smtp.lmtp;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import smtp.core.internal.net.ServerUrl;

/** A server given as a URL: {@code lmtp://host:port}, or {@code lmtp+unix:/path}. */
final class LmtpUrl {

  private static final String LOOKS = "lmtp://mail.example.org:24, or lmtp+unix:/run/dovecot/lmtp";

  private LmtpUrl() {}

  static LmtpClient.Builder builder(URI url) {
    return "lmtp+unix".equalsIgnoreCase(url.getScheme()) ? onUnixSocket(url) : onTcp(url);
  }

  private static LmtpClient.Builder onUnixSocket(URI url) {
    boolean pathAlone =
        url.getAuthority() == null && url.getQuery() == null && url.getFragment() == null;
    if (!pathAlone || url.getPath() == null || url.getPath().isEmpty()) {
      throw new IllegalArgumentException(
          "Not the URL of a Unix socket; it looks like lmtp+unix:/run/dovecot/lmtp");
    }
    try {
      return LmtpClient.builder(Path.of(url.getPath()));
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          "The URL of a Unix socket has no path: " + e.getReason(), e);
    }
  }

  private static LmtpClient.Builder onTcp(URI text) {
    ServerUrl url = ServerUrl.parse(text, LOOKS);
    if (!url.scheme().equals("lmtp")) {
      throw new IllegalArgumentException("Not an LMTP server's URL; it looks like " + LOOKS);
    }
    if (url.port() < 0) {
      throw new IllegalArgumentException("LMTP has no usual port, so its URL needs one: " + LOOKS);
    }
    LmtpClient.Builder builder = LmtpClient.builder(url.host(), url.port());
    url.credentials().ifPresent(builder::credentials);
    return builder;
  }
}
