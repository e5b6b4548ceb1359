package smtp.core.internal.net;

/** The time by which a session lives. Tests have their own, which passes only when they say so. */
public interface Clock {

  /** The system's time, with the guard's thread to end waits. */
  Clock SYSTEM =
      new Clock() {
        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public Watch watch() {
          return Watch.start();
        }
      };

  /** Returns the time in nanoseconds, as {@link System#nanoTime()} does. */
  long nanoTime();

  /** Returns a watch for one connection, which ends its waits by this clock. */
  Watch watch();
}
