package smtp.core.internal.event;

import java.io.PrintStream;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import smtp.api.Phase;
import smtp.api.Reply;
import smtp.api.SessionListener;
import smtp.api.SmtpException;
import smtp.api.SmtpServerDisconnectedException;
import smtp.api.SmtpTimeoutException;
import smtp.api.SmtpTlsException;
import smtp.api.SmtpTransportException;
import smtp.api.internal.ExceptionResults;

/**
 * Prints one session as a dialogue in the format of {@code smtp.testkit}, which a {@code
 * ScriptedServer} can play again: {@code C:} marks the client's lines, {@code S:} the server's,
 * {@code #} a remark.
 */
public final class TraceListener implements SessionListener {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS");

  private final PrintStream out;
  private final @Nullable Clock clock;
  private final boolean content;
  private @Nullable TracedContent open;
  private boolean secured;

  /**
   * Makes a listener.
   *
   * @param out the stream to print to; not closed
   * @param clock gives the time to print before each event; {@code null} for none
   * @param content whether content is printed
   */
  public TraceListener(PrintStream out, @Nullable Clock clock, boolean content) {
    this.out = out;
    this.clock = clock;
    this.content = content;
  }

  @Override
  public void onConnecting(String server) {
    begin();
    remark("connecting to " + server);
  }

  @Override
  public void onConnected(SocketAddress server, Duration elapsed) {
    begin();
    remark("connected to " + server + " in " + millis(elapsed));
  }

  @Override
  public void onCommand(String line) {
    begin();
    if (line.startsWith("BDAT ")) {
      open = TracedContent.ofChunk(out, line, content);
    } else {
      out.println("C: " + TraceText.command(line));
    }
  }

  @Override
  public void onReply(Reply reply, Duration elapsed) {
    begin();
    List<String> lines = reply.lines();
    for (int i = 0; i < lines.size(); i++) {
      String mark = i + 1 < lines.size() ? "-" : " ";
      out.println("S: " + reply.code() + TraceText.reply(mark, lines.get(i)));
    }
    if (clock != null) {
      remark("after " + millis(elapsed));
    }
    if (reply.code() == 354) {
      open = TracedContent.ofData(out, content);
    }
  }

  @Override
  public void onTls(String protocol, String cipherSuite, Duration elapsed) {
    begin();
    secured = true;
    out.println("TLS");
    remark(protocol + " " + cipherSuite + " in " + millis(elapsed));
  }

  @Override
  public void onAuthenticated(String mechanism) {
    begin();
    remark("authenticated with " + mechanism);
  }

  @Override
  public void onContent(long bytes, OptionalLong total) {
    if (open != null) {
      open.sent(bytes);
    }
  }

  @Override
  public boolean wantsContent() {
    return content;
  }

  @Override
  public void onContentBytes(ByteBuffer bytes) {
    if (open != null) {
      open.take(bytes);
    }
  }

  @Override
  public void onFallback(String reason) {
    begin();
    remark(reason);
  }

  @Override
  public void onClosed(@Nullable SmtpException cause) {
    if (open != null && isCutShort(cause)) {
      open.abandon();
      open = null;
      out.println("STALL");
    } else {
      begin();
      end(cause);
    }
    remark(cause == null ? "closed" : "closed: " + ExceptionResults.text(cause));
  }

  /** Returns whether the end of the content was not sent. */
  private static boolean isCutShort(@Nullable SmtpException cause) {
    return cause instanceof SmtpTimeoutException timeout
        ? timeout.phase() == Phase.CONTENT
        : !(cause instanceof SmtpTransportException);
  }

  /** Prints what a server has to do so that the client fails in the same way again. */
  private void end(@Nullable SmtpException cause) {
    if (cause instanceof SmtpServerDisconnectedException disconnected) {
      if (disconnected.reply().isEmpty()) {
        out.println("CLOSE");
      }
    } else if (cause instanceof SmtpTlsException) {
      out.println(secured ? "CLOSE" : "TLS-REFUSED");
    } else if (cause instanceof SmtpTransportException) {
      out.println("STALL");
    }
  }

  /** Completes what the previous event left open, and prints the time. */
  private void begin() {
    if (open != null) {
      open.end();
      open = null;
    }
    if (clock != null) {
      remark(TIME.format(LocalTime.now(clock)));
    }
  }

  private void remark(String text) {
    out.println("# " + TraceText.escape(text));
  }

  private static String millis(Duration elapsed) {
    return elapsed.toMillis() + " ms";
  }
}
