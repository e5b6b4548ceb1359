package smtp.core.internal.event;

/** Receives the events of one session, on the thread that causes them. */
@FunctionalInterface
public interface EventSink {

  /** A sink that does nothing. Events need not be made for it. */
  EventSink NONE = event -> {};

  /** Receives an event. */
  void on(SessionEvent event);

  /** Returns whether {@link SessionEvent.ContentBytes} is wanted. Asked once for each session. */
  default boolean wantsContent() {
    return false;
  }

  /** Returns whether anybody listens, so that an event is worth making. */
  default boolean isWatching() {
    return !NONE.equals(this);
  }
}
