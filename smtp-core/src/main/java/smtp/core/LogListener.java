package smtp.core;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import smtp.api.Reply;
import smtp.api.SessionListener;
import smtp.api.SmtpException;

/**
 * Logs a session, if the logger {@code smtp.session} is enabled when it begins: what becomes of the
 * connection at {@code DEBUG}, commands and replies at {@code TRACE}.
 */
final class LogListener implements SessionListener {

  private static final Logger LOGGER = System.getLogger("smtp.session");
  private static final AtomicLong SESSIONS = new AtomicLong();

  private final long number = SESSIONS.incrementAndGet();

  private LogListener() {}

  static SessionListener create() {
    return LOGGER.isLoggable(Level.DEBUG) ? new LogListener() : NONE;
  }

  @Override
  public void onConnecting(String server) {
    log(Level.DEBUG, "connecting to " + server);
  }

  @Override
  public void onConnected(SocketAddress server, Duration elapsed) {
    log(Level.DEBUG, "connected to %s in %d ms".formatted(server, elapsed.toMillis()));
  }

  @Override
  public void onCommand(String line) {
    if (LOGGER.isLoggable(Level.TRACE)) {
      log(Level.TRACE, "C: " + TraceText.escape(line));
    }
  }

  @Override
  public void onReply(Reply reply, Duration elapsed) {
    if (LOGGER.isLoggable(Level.TRACE)) {
      log(Level.TRACE, "S: %s (%d ms)".formatted(reply, elapsed.toMillis()));
    }
  }

  @Override
  public void onTls(String protocol, String cipherSuite, Duration elapsed) {
    log(Level.DEBUG, "under %s, %s, in %d ms".formatted(protocol, cipherSuite, elapsed.toMillis()));
  }

  @Override
  public void onAuthenticated(String mechanism) {
    log(Level.DEBUG, "authenticated by " + mechanism);
  }

  @Override
  public void onClosed(@Nullable SmtpException cause) {
    log(Level.DEBUG, cause == null ? "closed" : "closed: " + cause.getMessage());
  }

  /** As a parameter, since a logger may read a server's words as a format. */
  private void log(Level level, String event) {
    LOGGER.log(level, "session {0}: {1}", Long.toString(number), event);
  }
}
