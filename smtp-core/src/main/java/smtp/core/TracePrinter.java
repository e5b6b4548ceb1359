package smtp.core;

import java.io.PrintStream;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import smtp.api.Reply;
import smtp.api.SessionListener;
import smtp.api.SmtpException;

/**
 * Prints what goes over the wire, a line each, in the form of a test kit's dialogue: {@code C:} for
 * the client and {@code S:} for the server. Secrets and content are left out.
 */
public final class TracePrinter implements SessionListener {

  private final PrintStream out;
  private long content;

  private TracePrinter(PrintStream out) {
    this.out = out;
  }

  /** Returns a printer on a stream, which it does not close. */
  public static TracePrinter of(PrintStream out) {
    return new TracePrinter(out);
  }

  @Override
  public void connected(SocketAddress server) {
    out.println("# connected to " + server);
  }

  @Override
  public void commandSent(String line) {
    out.println("C: " + printable(line));
  }

  @Override
  public void replyReceived(Reply reply, Duration elapsed) {
    if (content > 0) {
      out.println("# " + content + " octets of content");
      content = 0;
    }
    for (int i = 0; i < reply.lines().size(); i++) {
      String mark = i + 1 < reply.lines().size() ? "-" : " ";
      out.println("S: " + reply.code() + mark + printable(reply.lines().get(i)));
    }
  }

  /** Escapes what does not print, as a reply does. */
  private static String printable(String line) {
    return Reply.of(250, line).toString().substring("250 ".length());
  }

  @Override
  public void secured(String protocol, String cipherSuite) {
    out.println("TLS");
    out.println("# " + protocol + " " + cipherSuite);
  }

  @Override
  public void contentSent(long octets, OptionalLong total) {
    content = octets;
  }

  @Override
  public void closed(@Nullable SmtpException cause) {
    out.println(cause == null ? "# closed" : "# closed: " + cause.getMessage());
  }
}
