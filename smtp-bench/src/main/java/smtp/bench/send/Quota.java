package smtp.bench.send;

/** How many messages a sender should send: a number, or until a time. */
final class Quota {

  private final long most;
  private final long end;
  private long taken;

  private Quota(long most, long end) {
    this.most = most;
    this.end = end;
  }

  static Quota of(long mails) {
    return new Quota(mails, System.nanoTime() + Long.MAX_VALUE / 2);
  }

  /** At least one message, and more until a time on the clock of {@link System#nanoTime()}. */
  static Quota until(long end) {
    return new Quota(Long.MAX_VALUE, end);
  }

  /** Returns whether to send another message, and counts it. */
  boolean take() {
    boolean more = taken < most && (taken == 0 || System.nanoTime() - end < 0);
    taken += more ? 1 : 0;
    return more;
  }

  long taken() {
    return taken;
  }
}
