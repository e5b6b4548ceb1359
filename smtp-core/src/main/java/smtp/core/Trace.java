package smtp.core;

import java.io.PrintStream;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import smtp.api.SessionListener;
import smtp.core.internal.event.TraceListener;

/**
 * Prints sessions, for debugging and for bug reports: every command, reply and event, with secrets
 * left out.
 *
 * <pre>{@code
 * SmtpClient.builder("mail.example.org", 587).listener(Trace.to(System.err).withTimestamps())
 * }</pre>
 *
 * <p>A trace has the form of a dialogue of the module {@code smtp.testkit}: {@code C:} for the
 * client, {@code S:} for the server, {@code #} for remarks. A {@code ScriptedServer} plays it
 * again, so a trace is a bug report that can be run. A star stands for the rest of a line that is
 * secret. Content is printed only if {@linkplain #withContent() asked for}. A stream that several
 * sessions print to at the same time cannot be played.
 *
 * <p>Immutable. Each session gets a {@linkplain #get() listener} of its own.
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
   * Returns a trace of commands and replies, as {@code set_debuglevel(1)} of Python's smtplib
   * prints them.
   *
   * @param out where to print to; not closed
   */
  public static Trace to(PrintStream out) {
    return new Trace(Objects.requireNonNull(out, "out"), null, false);
  }

  /**
   * Returns this trace with the local time of each event in a remark before it, as {@code
   * set_debuglevel(2)} prints it.
   */
  public Trace withTimestamps() {
    return withTimestamps(Clock.system(ZoneId.systemDefault()));
  }

  /**
   * Returns this trace with the time of each event in a remark before it.
   *
   * @param time tells the time, in its zone
   */
  public Trace withTimestamps(Clock time) {
    return new Trace(out, Objects.requireNonNull(time, "time"), content);
  }

  /** Returns this trace with the whole content of messages: think of who will read it. */
  public Trace withContent() {
    return new Trace(out, clock, true);
  }

  /** Returns a listener that prints one session. Used by the thread of that session. */
  @Override
  public SessionListener get() {
    return new TraceListener(out, clock, content);
  }
}
