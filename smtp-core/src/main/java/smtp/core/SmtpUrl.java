package smtp.core;

import java.net.URI;
import smtp.core.internal.net.ServerUrl;

/**
 * The URL of an SMTP server: {@code smtp://[user[:password]@]host[:port]}, or {@code smtps}.
 *
 * @param port the port of the URL, or the default port of its scheme
 */
record SmtpUrl(ServerUrl url, boolean implicitTls, int port) {

  private static final String EXAMPLES = "smtp://user@mail.example.org:587 or smtps://…";
  private static final int SUBMISSION = 587;
  private static final int SUBMISSIONS = 465;

  static SmtpUrl parse(URI text) {
    ServerUrl url = ServerUrl.parse(text, EXAMPLES);
    boolean implicitTls = url.scheme().equals("smtps");
    if (!implicitTls && !url.scheme().equals("smtp")) {
      throw new IllegalArgumentException(
          "Not the URL of an SMTP server; use a URL like " + EXAMPLES);
    }
    int usual = implicitTls ? SUBMISSIONS : SUBMISSION;
    return new SmtpUrl(url, implicitTls, url.port() >= 0 ? url.port() : usual);
  }

  /** Returns host and port, but neither user nor password. */
  @Override
  public String toString() {
    return url.host() + ":" + port;
  }
}
