package smtp.api;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * How long each step of a session may take.
 *
 * <p>A limit holds for the whole step, however the server spreads its octets over it. Immutable.
 */
public final class Timeouts {

  private static final Duration MAX = Duration.ofDays(1);

  private final Map<Phase, Duration> limits;

  private Timeouts(Map<Phase, Duration> limits) {
    this.limits = limits;
  }

  /**
   * Returns the limits of RFC 5321, section 4.5.3.2 (5 minutes for greeting, MAIL, RCPT and most
   * others; DATA 2, a block of content 3, its end 10 minutes), and 1 minute for {@link
   * Phase#CONNECT} and {@link Phase#TLS}, 5 seconds for {@link Phase#QUIT}.
   */
  public static Timeouts rfc5321() {
    return of(Duration.ofMinutes(5))
        .with(Phase.CONNECT, Duration.ofMinutes(1))
        .with(Phase.TLS, Duration.ofMinutes(1))
        .with(Phase.DATA, Duration.ofMinutes(2))
        .with(Phase.CONTENT, Duration.ofMinutes(3))
        .with(Phase.END_OF_DATA, Duration.ofMinutes(10))
        .with(Phase.QUIT, Duration.ofSeconds(5));
  }

  /**
   * Returns the same limit for every step.
   *
   * @param limit more than zero, at most a day
   * @throws IllegalArgumentException if it is out of range
   */
  public static Timeouts of(Duration limit) {
    Map<Phase, Duration> limits = new EnumMap<>(Phase.class);
    for (Phase phase : Phase.values()) {
      limits.put(phase, checked(limit));
    }
    return new Timeouts(limits);
  }

  /**
   * Returns these limits with another one for a step.
   *
   * @param limit more than zero, at most a day
   * @throws IllegalArgumentException if it is out of range
   */
  public Timeouts with(Phase phase, Duration limit) {
    Map<Phase, Duration> changed = new EnumMap<>(limits);
    changed.put(phase, checked(limit));
    return new Timeouts(changed);
  }

  private static Duration checked(Duration limit) {
    if (limit.isNegative() || limit.isZero() || limit.compareTo(MAX) > 0) {
      throw new IllegalArgumentException(
          "A time limit is more than zero and at most a day, not " + limit);
    }
    return limit;
  }

  /** Returns the limit of a step. */
  public Duration limit(Phase phase) {
    return limits.getOrDefault(phase, MAX);
  }

  /** Returns the limits. */
  @Override
  public String toString() {
    return limits.toString();
  }
}
