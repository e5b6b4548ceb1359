package smtp.jakarta.internal;

import java.io.PrintStream;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import smtp.api.Reply;
import smtp.api.SessionListener;
import smtp.api.SmtpException;

/**
 * Prints what {@code session.setDebug(true)} makes programs expect: the lines of both sides as they
 * are, and remarks that begin with {@code DEBUG SMTP}. The login is left out, or shown without its
 * secrets.
 */
final class DebugOutput implements SessionListener {

  private final PrintStream out;
  private final boolean showsLogin;
  private boolean login;

  DebugOutput(PrintStream out, boolean showsLogin) {
    this.out = out;
    this.showsLogin = showsLogin;
  }

  private void remark(String text) {
    out.println("DEBUG SMTP: " + text);
  }

  @Override
  public void onConnecting(String server) {
    remark("trying to connect to " + server);
  }

  @Override
  public void onConnected(SocketAddress server, Duration elapsed) {
    remark("connected to " + server);
  }

  @Override
  public void onCommand(String line) {
    if (line.startsWith("AUTH ") && !showsLogin) {
      login = true;
      remark(line.split(" ", 3)[1] + " command trace suppressed");
    }
    if (!login) {
      out.println(line);
    }
  }

  @Override
  public void onReply(Reply reply, Duration elapsed) {
    if (!login) {
      lines(reply).forEach(out::println);
    }
    if (reply.code() != 334) {
      login = false;
    }
  }

  private static List<String> lines(Reply reply) {
    int last = reply.lines().size() - 1;
    return IntStream.rangeClosed(0, last)
        .mapToObj(i -> reply.code() + (i < last ? "-" : " ") + reply.lines().get(i))
        .toList();
  }

  @Override
  public void onTls(String protocol, String cipherSuite, Duration elapsed) {
    remark("TLS: " + protocol + ", " + cipherSuite);
  }

  @Override
  public void onAuthenticated(String mechanism) {
    remark(mechanism + " succeeded");
  }

  @Override
  public boolean wantsContent() {
    return true;
  }

  @Override
  public void onContentBytes(ByteBuffer bytes) {
    out.print(StandardCharsets.ISO_8859_1.decode(bytes));
  }

  @Override
  public void onFallback(String reason) {
    remark(reason);
  }

  @Override
  public void onClosed(@Nullable SmtpException cause) {
    if (cause != null) {
      remark(String.valueOf(cause.getMessage()));
    }
  }
}
