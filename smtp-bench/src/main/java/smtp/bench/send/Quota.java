package smtp.bench.send;

/** How many mails a sender is to send: a number, or until a time. */
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

  /** One mail in any case, and more until a time on the clock of {@link System#nanoTime()}. */
  static Quota until(long end) {
    return new Quota(Long.MAX_VALUE, end);
  }

  /** Tells whether to send another mail, and counts it. */
  boolean take() {
    boolean more = taken < most && (taken == 0 || System.nanoTime() - end < 0);
    taken += more ? 1 : 0;
    return more;
  }

  long taken() {
    return taken;
  }
}
