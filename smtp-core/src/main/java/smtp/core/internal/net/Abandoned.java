package smtp.core.internal.net;

import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Closes the connections of sessions that were dropped without being closed, when the garbage
 * collector finds them. The {@link Guard} holds a {@link Watch} and its socket, but no session.
 */
public final class Abandoned {

  private static final System.Logger LOGGER = System.getLogger("smtp.core");
  private static final Cleaner CLEANER = Cleaner.create();
  private static final AtomicBoolean WARNED = new AtomicBoolean();

  private Abandoned() {}

  /**
   * Closes a connection when its user was collected without having closed it.
   *
   * @param user uses the connection; the watch must not reach it
   */
  public static void watch(Object user, Watch watch) {
    CLEANER.register(user, () -> close(watch));
  }

  private static void close(Watch watch) {
    if (!watch.isInUse()) {
      return;
    }
    // On a thread of its own if the socket is the caller's: its close might block the next one's.
    watch.abort();
    if (WARNED.compareAndSet(false, true)) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          "A session was dropped without close(), so its connection stayed open until the garbage"
              + " collector found it. Close each session, for instance with try-with-resources."
              + " This is said once");
    }
  }
}
