package smtp.core;

import java.io.PrintStream;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
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

/**
 * Prints what one session says and hears, in the form of a dialogue of the module {@code
 * smtp.testkit}: {@code C:} for the client, {@code S:} for the server, {@code #} for remarks. A
 * {@code ScriptedServer} plays it again, so a trace is a bug report that can be run.
 *
 * <p>Secrets are left out, and a star stands for the rest of their line. Content is left out unless
 * {@linkplain #withContent() asked for}. One printer is for one session; a stream that several
 * sessions print to cannot be played. Used by the session's thread.
 */
public final class TracePrinter implements SessionListener {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS");

  private final PrintStream out;
  private final @Nullable Clock clock;
  private final boolean content;
  private @Nullable TracedContent open;
  private boolean secured;

  private TracePrinter(PrintStream out, @Nullable Clock clock, boolean content) {
    this.out = out;
    this.clock = clock;
    this.content = content;
  }

  /**
   * Returns a printer of commands and replies, as {@code set_debuglevel(1)} has Python's smtplib
   * print them.
   *
   * @param out where to print to; not closed
   */
  public static TracePrinter of(PrintStream out) {
    return new TracePrinter(out, null, false);
  }

  /**
   * Returns a printer that says when, too, as {@code set_debuglevel(2)} does: each event comes
   * behind a remark with the local time.
   */
  public TracePrinter withTimestamps() {
    return withTimestamps(Clock.system(ZoneId.systemDefault()));
  }

  TracePrinter withTimestamps(Clock time) {
    return new TracePrinter(out, time, content);
  }

  /** Returns a printer of the content of mails, too, whole as it is: think of who will read it. */
  public TracePrinter withContent() {
    return new TracePrinter(out, clock, true);
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
    remark("authenticated by " + mechanism);
  }

  @Override
  public void onContent(long octets, OptionalLong total) {
    if (open != null) {
      open.sent(octets);
    }
  }

  @Override
  public boolean wantsContent() {
    return content;
  }

  @Override
  public void onContentBytes(ByteBuffer octets) {
    if (open != null) {
      open.take(octets);
    }
  }

  @Override
  public void onClosed(@Nullable SmtpException cause) {
    if (open != null && isInTheMiddle(cause)) {
      open.abandon();
      open = null;
      out.println("STALL");
    } else {
      begin();
      end(cause);
    }
    remark(cause == null ? "closed" : "closed: " + cause.getMessage());
  }

  /** Tells whether the content was not sent to its end. */
  private static boolean isInTheMiddle(@Nullable SmtpException cause) {
    return cause instanceof SmtpTimeoutException timeout
        ? timeout.phase() == Phase.CONTENT
        : !(cause instanceof SmtpTransportException);
  }

  /** Says what a server has to do that the client fares as it did. */
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

  /** Ends what the event before has left open, and tells the time. */
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
