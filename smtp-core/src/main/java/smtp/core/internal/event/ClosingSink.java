package smtp.core.internal.event;

/**
 * Closes the connection if a listener throws. The exception may come between a command and its
 * reply, which would then be taken for the reply to the next command.
 */
public final class ClosingSink implements EventSink {

  private static final System.Logger LOGGER = System.getLogger("smtp.core");

  private final EventSink sink;
  private final Runnable close;

  private ClosingSink(EventSink sink, Runnable close) {
    this.sink = sink;
    this.close = close;
  }

  /** Wraps a sink, unless it is the one that does nothing, for which no events are made. */
  public static EventSink of(EventSink sink, Runnable close) {
    return sink.isWatching() ? new ClosingSink(sink, close) : NONE;
  }

  @Override
  public void on(SessionEvent event) {
    if (event instanceof SessionEvent.Closed closed) {
      report(sink, closed);
      return;
    }
    try {
      sink.on(event);
    } catch (RuntimeException | Error e) {
      close.run();
      throw e;
    }
  }

  /**
   * Reports the end of a connection. If the listener throws, that is only logged, as the caller has
   * to learn why the connection was closed.
   */
  public static void report(EventSink sink, SessionEvent.Closed closed) {
    try {
      sink.on(closed);
    } catch (RuntimeException e) {
      LOGGER.log(System.Logger.Level.WARNING, "A listener failed when a session was closed: " + e);
    }
  }

  @Override
  public boolean wantsContent() {
    return sink.wantsContent();
  }
}
