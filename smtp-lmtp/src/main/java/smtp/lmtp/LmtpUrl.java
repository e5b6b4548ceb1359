package smtp.lmtp;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import smtp.api.Credentials;
import smtp.core.internal.net.ServerAddress;
import smtp.core.internal.net.ServerUrl;
import smtp.core.internal.net.UnixDialer;

/**
 * The URL of an LMTP server: {@code lmtp://[user[:password]@]host:port}, or {@code
 * lmtp+unix:/path}.
 */
record LmtpUrl(Target target, Optional<Credentials> credentials) {

  private static final String EXAMPLES =
      "lmtp://mail.example.org:24 or lmtp+unix:/run/dovecot/lmtp";

  /**
   * Parses a URL.
   *
   * @throws IllegalArgumentException if it is no such URL; the message holds no password
   */
  static LmtpUrl parse(URI url) {
    return "lmtp+unix".equalsIgnoreCase(url.getScheme()) ? unixSocket(url) : tcp(url);
  }

  private static LmtpUrl unixSocket(URI url) {
    boolean pathAlone =
        url.getAuthority() == null && url.getQuery() == null && url.getFragment() == null;
    if (!pathAlone || url.getPath() == null || url.getPath().isEmpty()) {
      throw new IllegalArgumentException(
          "Not the URL of a Unix socket; use a URL like lmtp+unix:/run/dovecot/lmtp");
    }
    try {
      UnixDialer dialer = new UnixDialer(Path.of(url.getPath()));
      return new LmtpUrl(new Target.UnixSocket(dialer), Optional.empty());
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          "The path in the URL of the Unix socket is invalid: " + reason(e), e);
    }
  }

  /** Java names files in the locale's encoding, and without a UTF-8 locale only in ASCII. */
  private static String reason(InvalidPathException e) {
    boolean ascii = e.getInput().chars().allMatch(c -> c < 0x80);
    return ascii
        ? e.getReason()
        : "this locale cannot encode it; start Java in a UTF-8 locale, such as LANG=C.UTF-8";
  }

  private static LmtpUrl tcp(URI text) {
    ServerUrl url = ServerUrl.parse(text, EXAMPLES);
    if (!url.scheme().equals("lmtp")) {
      throw new IllegalArgumentException(
          "Not the URL of an LMTP server; use a URL like " + EXAMPLES);
    }
    if (url.port() < 0) {
      throw new IllegalArgumentException(
          "LMTP has no default port; use a URL with a port, like " + EXAMPLES);
    }
    ServerAddress server = new ServerAddress(url.host(), url.port());
    return new LmtpUrl(new Target.Tcp(server), url.credentials());
  }

  /** Returns the server; never the user or the password. */
  @Override
  public String toString() {
    return target.toString();
  }
}
