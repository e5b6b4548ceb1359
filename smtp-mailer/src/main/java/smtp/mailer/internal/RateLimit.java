package smtp.mailer.internal;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How many messages a second a server gets: as many as the mailer was built to send, or fewer for a
 * while if the server asks to slow down. Tokens gather while nothing is sent, for one period at
 * most, so that messages can go out together. Guarded by the dispatcher's lock.
 *
 * <p>A request to slow down halves the rate, down to one message in ten seconds. Each second
 * without one then adds a fiftieth of the highest rate; a rate that was not limited before is set
 * free when it has reached twice what it was halved from.
 */
final class RateLimit {

  static final double LOWEST = 0.1;

  private static final double SECOND = 1e9;
  private static final int STEPS = 50;

  private final double ceiling;
  private final double burst;
  private double rate;
  private double tokens;
  private long filled;

  /** The rate at which an unlimited server is free again. */
  private double freeAt = Double.POSITIVE_INFINITY;

  /** How many messages were sent in the current second and the one before, to know the rate. */
  private long second;

  private int sent;
  private int sentBefore;

  /** When the server asked last. */
  private long slowed;

  private boolean asked;

  RateLimit(Optional<Settings.Rate> limit, long now) {
    this.ceiling = limit.map(Settings.Rate::perSecond).orElse(Double.POSITIVE_INFINITY);
    this.burst = limit.map(Settings.Rate::messages).orElse(1);
    this.rate = ceiling;
    this.tokens = burst;
    this.filled = now;
    this.second = now;
  }

  boolean isLimited() {
    return rate != Double.POSITIVE_INFINITY;
  }

  OptionalDouble current() {
    return isLimited() ? OptionalDouble.of(rate) : OptionalDouble.empty();
  }

  /** Takes a token, if there is one. */
  boolean take(long now) {
    count(now);
    if (isLimited()) {
      fill(now);
      if (tokens < 1) {
        return false;
      }
      tokens--;
    }
    sent++;
    return true;
  }

  /** Returns whether a message may be sent now. */
  boolean allows(long now) {
    if (isLimited()) {
      fill(now);
    }
    return !isLimited() || tokens >= 1;
  }

  /**
   * Returns when enough tokens have gathered to send some messages together: up to a quarter of a
   * period's. One at a time, each would cost a round trip.
   */
  long readyAt(long now, int waiting) {
    fill(now);
    double wanted = Math.clamp(Math.min(waiting, burst / 4), 1, Math.max(1, burst));
    double missing = wanted - tokens;
    return missing <= 0 ? now : now + (long) Math.ceil(missing / rate * SECOND);
  }

  /** The server asks to slow down. More than one such reply in a second counts once. */
  boolean slowDown(long now) {
    count(now);
    fill(now);
    if (asked && now - slowed < SECOND) {
      return false;
    }
    asked = true;
    slowed = now;
    double seen = Math.max(sent, sentBefore);
    double from = isLimited() ? rate : Math.max(seen, 1);
    freeAt = ceiling == Double.POSITIVE_INFINITY ? Math.max(2 * from, 2) : ceiling;
    rate = Math.max(LOWEST, from / 2);
    tokens = Math.min(tokens, 1);
    return true;
  }

  private void fill(long now) {
    double seconds = (now - filled) / SECOND;
    filled = now;
    tokens = Math.min(Math.max(1, burst), tokens + (isLimited() ? seconds * rate : burst));
    if (rate < ceiling && now - slowed >= SECOND) {
      rate += freeAt / STEPS * seconds;
      if (rate >= freeAt) {
        rate = ceiling;
      }
    }
  }

  private void count(long now) {
    long elapsed = now - second;
    if (elapsed >= SECOND) {
      sentBefore = elapsed < 2 * SECOND ? sent : 0;
      sent = 0;
      second = now;
    }
  }
}
