package smtp.core.internal.connection;

import java.time.Duration;
import java.util.Optional;
import smtp.api.Phase;
import smtp.api.Timeouts;
import smtp.core.internal.event.EventSink;
import smtp.core.internal.net.Clock;
import smtp.core.internal.net.Link;
import smtp.core.internal.net.Watch;
import smtp.core.internal.options.Dialect;
import smtp.core.internal.options.Server;

/** Connections over a test's own links. */
public final class Connections {

  private Connections() {}

  /** Returns a connection with a timeout of 20 seconds and without a listener. */
  public static Connection over(Link link, Watch watch) {
    return over(link, watch, EventSink.NONE);
  }

  /** Returns a connection with a timeout of 20 seconds. */
  public static Connection over(Link link, Watch watch, EventSink events) {
    return new Connection(link, waits(watch, Timeouts.of(Duration.ofSeconds(20))), events);
  }

  static Waits waits(Watch watch, Timeouts limits) {
    return new Waits(
        watch,
        new Timing(Clock.SYSTEM, limits, Optional.empty()),
        new Server("localhost:25", Dialect.SMTP));
  }

  /** Returns a command of any text. */
  public static Command command(String line) {
    return command(Phase.COMMAND, line);
  }

  static Command command(Phase phase, String line) {
    return TextCommand.of(phase, line);
  }
}
