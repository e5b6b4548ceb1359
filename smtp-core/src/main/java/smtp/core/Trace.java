package smtp.core;

import java.io.PrintStream;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import smtp.api.SessionListener;
import smtp.core.internal.event.TraceListener;

/**
 * Prints the commands, replies and events of sessions, without secrets: for debugging and for bug
 * reports.
 *
 * <pre>{@code
 * SmtpClient.builder("mail.example.org", 587).listener(Trace.to(System.err).withTimestamps())
 * }</pre>
 *
 * <p>A trace is a dialogue in the format of the module {@code smtp.testkit}, whose {@code
 * ScriptedServer} can play it again: so a trace is a bug report that can be run. {@code C:} marks
 * the client's lines, {@code S:} the server's, {@code #} a remark. A star replaces the rest of a
 * line that is secret. Content is printed only {@linkplain #withContent() if you ask for it}. If
 * several sessions print to one stream at the same time, their lines mix, and the trace cannot be
 * played.
 *
 * <p>Immutable, and safe for use by several threads. Each session gets its own {@linkplain #get()
 * listener}.
 */
public final class Trace implements Supplier<SessionListener> {

  private final PrintStream out;
  private final @Nullable Clock clock;
  private final boolean content;

  private Trace(PrintStream out, @Nullable Clock clock, boolean content) {
    this.out = out;
    this.clock = clock;
    this.content = content;
  }

  /**
   * Returns a trace of commands and replies, like {@code set_debuglevel(1)} of Python's smtplib.
   *
   * @param out the stream to print to; it is not closed
   */
  public static Trace to(PrintStream out) {
    return new Trace(Objects.requireNonNull(out, "out"), null, false);
  }

  /**
   * Returns this trace with the local time of each event in a remark before it, like {@code
   * set_debuglevel(2)} of Python's smtplib.
   */
  public Trace withTimestamps() {
    return withTimestamps(Clock.system(ZoneId.systemDefault()));
  }

  /**
   * Returns this trace with the time of each event in a remark before it.
   *
   * @param clock gives the time and its zone
   */
  public Trace withTimestamps(Clock clock) {
    return new Trace(out, Objects.requireNonNull(clock, "clock"), content);
  }

  /** Returns this trace with the whole content of messages. Consider who may read it. */
  public Trace withContent() {
    return new Trace(out, clock, true);
  }

  /** Returns a listener that prints one session. Called by the client when a session begins. */
  @Override
  public SessionListener get() {
    return new TraceListener(out, clock, content);
  }

  /** Returns what this trace prints, such as {@code Trace[commands and replies, content]}. */
  @Override
  public String toString() {
    StringJoiner parts = new StringJoiner(", ", "Trace[", "]").add("commands and replies");
    if (clock != null) {
      parts.add("timestamps");
    }
    if (content) {
      parts.add("content");
    }
    return parts.toString();
  }
}
