package smtp.core.internal.event;

import java.util.function.Supplier;

/**
 * Finds the JDK's flight recorder, which a runtime may not have: only {@code JfrSink} and {@code
 * JfrEvents} use classes of the module {@code jdk.jfr}.
 */
final class FlightRecording {

  private static final Supplier<EventSink> SINKS = find();

  private FlightRecording() {}

  /** Returns a sink that records one session, or one that does nothing if recording is off. */
  static EventSink open() {
    return SINKS.get();
  }

  private static Supplier<EventSink> find() {
    try {
      return JfrSink.supplier();
    } catch (LinkageError e) {
      // The module is not in this runtime, or was not resolved.
      return () -> EventSink.NONE;
    }
  }
}
