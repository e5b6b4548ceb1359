package smtp.core.internal.net;

import java.io.IOException;

/** Makes the connection to one server. Immutable, and safe for use by several threads. */
public interface Dialer {

  /**
   * Connects.
   *
   * @param watch armed by this method while it waits, and told what to close
   * @param deadline when it has to be done, on the clock of {@link System#nanoTime()}
   * @throws IOException if no connection came about; where several addresses were tried, each one's
   *     failure is suppressed in it
   */
  Link dial(Watch watch, long deadline) throws IOException;

  /** Returns the server in words, for messages: {@code mail.example.org:587}. */
  @Override
  String toString();
}
