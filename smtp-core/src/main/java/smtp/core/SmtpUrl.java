package smtp.core;

import java.net.URI;
import smtp.core.internal.net.ServerUrl;

/**
 * A server given as a URL: {@code smtp://[user[:password]@]host[:port]}, or {@code smtps}.
 *
 * @param port the port, also if the URL has none
 */
record SmtpUrl(ServerUrl url, boolean implicitTls, int port) {

  private static final String LOOKS = "smtp://user@mail.example.org:587, or smtps://…";
  private static final int SUBMISSION = 587;
  private static final int SUBMISSIONS = 465;

  static SmtpUrl parse(URI text) {
    ServerUrl url = ServerUrl.parse(text, LOOKS);
    boolean implicitTls = url.scheme().equals("smtps");
    if (!implicitTls && !url.scheme().equals("smtp")) {
      throw new IllegalArgumentException("Not an SMTP server's URL; it looks like " + LOOKS);
    }
    int usual = implicitTls ? SUBMISSIONS : SUBMISSION;
    return new SmtpUrl(url, implicitTls, url.port() >= 0 ? url.port() : usual);
  }

  /** Returns the server; never the user or the password. */
  @Override
  public String toString() {
    return url.host() + ":" + port;
  }
}
