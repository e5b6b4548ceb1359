package smtp.core.internal.event;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import smtp.api.SmtpException;
import smtp.api.internal.ExceptionResults;

/**
 * Logs a session, if the logger {@code smtp.session} is enabled when the session begins: the events
 * of the connection at {@code DEBUG}, commands and replies at {@code TRACE}.
 */
final class LogSink implements EventSink {

  private static final Logger LOGGER = System.getLogger("smtp.session");
  private static final AtomicLong SESSIONS = new AtomicLong();

  private final long number = SESSIONS.incrementAndGet();

  private LogSink() {}

  static EventSink open() {
    return LOGGER.isLoggable(Level.DEBUG) ? new LogSink() : NONE;
  }

  @Override
  public void on(SessionEvent event) {
    switch (event) {
      case SessionEvent.Connecting e -> log(Level.DEBUG, "connecting to " + e.server());
      case SessionEvent.Connected e ->
          log(Level.DEBUG, "connected to %s in %d ms".formatted(e.server(), millis(e.elapsed())));
      case SessionEvent.CommandSent e -> {
        if (LOGGER.isLoggable(Level.TRACE)) {
          log(Level.TRACE, "C: " + TraceText.escape(e.line()));
        }
      }
      case SessionEvent.ReplyReceived e -> {
        if (LOGGER.isLoggable(Level.TRACE)) {
          log(Level.TRACE, "S: %s (%d ms)".formatted(e.reply(), millis(e.elapsed())));
        }
      }
      case SessionEvent.TlsStarted e ->
          log(
              Level.DEBUG,
              "over %s, %s, in %d ms"
                  .formatted(e.protocol(), e.cipherSuite(), millis(e.elapsed())));
      case SessionEvent.Authenticated e -> log(Level.DEBUG, "authenticated with " + e.mechanism());
      case SessionEvent.Fallback e -> log(Level.DEBUG, e.reason());
      case SessionEvent.Closed(SmtpException cause) ->
          log(Level.DEBUG, cause == null ? "closed" : "closed: " + ExceptionResults.text(cause));
      case SessionEvent.ContentBegun e -> {}
      case SessionEvent.ContentSent e -> {}
      case SessionEvent.ContentBytes e -> {}
    }
  }

  private static long millis(Duration elapsed) {
    return elapsed.toMillis();
  }

  /** The event is a parameter, as a logger might take the server's text for a format. */
  private void log(Level level, String event) {
    LOGGER.log(level, "session {0}: {1}", Long.toString(number), event);
  }
}
