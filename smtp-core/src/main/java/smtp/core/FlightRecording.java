package smtp.core;

import java.util.function.Supplier;
import smtp.api.SessionListener;

/**
 * The way to the JDK's flight recorder, which a runtime may be without: nothing outside of {@code
 * JfrListener} and {@code JfrEvents} names a class of the module {@code jdk.jfr}.
 */
final class FlightRecording {

  private static final Supplier<SessionListener> LISTENERS = find();

  private FlightRecording() {}

  /** Returns a listener that records one session, or none while nothing is recorded. */
  static SessionListener listener() {
    return LISTENERS.get();
  }

  private static Supplier<SessionListener> find() {
    try {
      return JfrListener.supplier();
    } catch (LinkageError e) {
      // The module is not there, or nobody has asked for it.
      return () -> SessionListener.NONE;
    }
  }
}
