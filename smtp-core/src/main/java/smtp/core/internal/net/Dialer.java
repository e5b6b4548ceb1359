package smtp.core.internal.net;

import java.io.IOException;

/** Connects to one server. Immutable, and safe for use by several threads. */
public interface Dialer {

  /**
   * Connects.
   *
   * @param watch armed while this method waits; it learns what to close, and its owner releases it
   *     if this method fails
   * @param deadline when connecting has to end, on the clock of {@link System#nanoTime()}
   * @throws IOException if connecting failed; with several addresses, the failure of each is
   *     suppressed in it
   */
  Link dial(Watch watch, long deadline) throws IOException;

  /** Returns the server for messages, such as {@code mail.example.org:587}. */
  @Override
  String toString();
}
