package smtp.core.internal.peer;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What the sessions of one client have learned that their server does not bear although it offers
 * it. Later sessions go without it. Safe for use by several threads.
 */
public final class ServerQuirks {

  private final AtomicBoolean nothingAfterContent = new AtomicBoolean();

  /** Returns whether commands may be sent before the content in front of them was answered. */
  public boolean allowsCommandsAfterContent() {
    return !nothingAfterContent.get();
  }

  /**
   * Notes that the server does not bear commands that are sent before the content in front of them
   * was answered.
   *
   * @return whether this was not known yet
   */
  public boolean refusesCommandsAfterContent() {
    return nothingAfterContent.compareAndSet(false, true);
  }
}
