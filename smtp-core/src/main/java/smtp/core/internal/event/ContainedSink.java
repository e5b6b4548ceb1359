package smtp.core.internal.event;

import java.util.function.Supplier;

/**
 * Keeps what a listener throws from the session. A listener watches: it must not decide whether a
 * message is sent, or what is said of it. Its first failure is logged, and it is called on.
 */
final class ContainedSink implements EventSink {

  private static final System.Logger LOGGER = System.getLogger("smtp.core");

  private final EventSink sink;
  private boolean failed;

  private ContainedSink(EventSink sink) {
    this.sink = sink;
  }

  /** Makes a sink and wraps it, unless it is the one that does nothing. */
  static EventSink of(Supplier<EventSink> maker) {
    EventSink sink;
    try {
      sink = maker.get();
    } catch (RuntimeException | Error e) {
      log(e);
      return NONE;
    }
    return sink.isWatching() ? new ContainedSink(sink) : NONE;
  }

  @Override
  public void on(SessionEvent event) {
    try {
      sink.on(event);
    } catch (RuntimeException | Error e) {
      note(e);
    }
  }

  @Override
  public boolean wantsContent() {
    try {
      return sink.wantsContent();
    } catch (RuntimeException | Error e) {
      note(e);
      return false;
    }
  }

  private void note(Throwable failure) {
    if (!failed) {
      failed = true;
      log(failure);
    }
  }

  private static void log(Throwable failure) {
    LOGGER.log(
        System.Logger.Level.WARNING,
        "A session listener failed; the session continues. Later failures are not logged",
        failure);
  }
}
