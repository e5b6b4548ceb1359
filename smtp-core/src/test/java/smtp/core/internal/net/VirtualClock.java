package smtp.core.internal.net;

/** A clock whose time passes only when it is told to, and which also ends waits only then. */
public final class VirtualClock implements Clock {

  private long now;

  @Override
  public long nanoTime() {
    return now;
  }

  @Override
  public Watch watch() {
    return Watch.unguarded();
  }

  /** Lets time pass, up to a moment. */
  public void advanceTo(long moment) {
    now = Math.max(now, moment);
  }

  /** Returns when the wait of a watch is over. */
  public long end(Watch watch) {
    return watch.deadline();
  }
}
