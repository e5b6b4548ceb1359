package smtp.core.internal.event;

/**
 * Closes the connection when a listener throws: the exception may come between a command and its
 * reply, and then the reply would be taken for that of the next command.
 */
public final class ClosingSink implements EventSink {

  private static final System.Logger LOGGER = System.getLogger("smtp.core");

  private final EventSink sink;
  private final Runnable close;

  private ClosingSink(EventSink sink, Runnable close) {
    this.sink = sink;
    this.close = close;
  }

  /** Wraps a sink, except one that does nothing: no events are made for that one. */
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
   * Reports the end of a connection. What the listener throws is logged and no more: the caller has
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
