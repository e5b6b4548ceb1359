package smtp.core.internal.event;

import java.util.function.Supplier;

/**
 * The way to the JDK's flight recorder, which a runtime may be without: nothing outside of {@code
 * JfrSink} and {@code JfrEvents} names a class of the module {@code jdk.jfr}.
 */
final class FlightRecording {

  private static final Supplier<EventSink> SINKS = find();

  private FlightRecording() {}

  /** Returns a listener that records one session, or none while nothing is recorded. */
  static EventSink open() {
    return SINKS.get();
  }

  private static Supplier<EventSink> find() {
    try {
      return JfrSink.supplier();
    } catch (LinkageError e) {
      // The module is not there, or nobody has asked for it.
      return () -> EventSink.NONE;
    }
  }
}
