package smtp.core.internal.event;

/** Receives the events of one session, on the thread that causes them. */
@FunctionalInterface
public interface EventSink {

  /** A sink that does nothing, for which no events have to be made. */
  EventSink NONE = event -> {};

  /** Receives an event. */
  void on(SessionEvent event);

  /** Returns whether {@link SessionEvent.ContentBytes} is wanted. Called once for each session. */
  default boolean wantsContent() {
    return false;
  }

  /** Returns whether there is a listener, so that events have to be made. */
  default boolean isWatching() {
    return !NONE.equals(this);
  }
}
