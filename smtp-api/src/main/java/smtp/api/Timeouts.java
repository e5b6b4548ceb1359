package smtp.api;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * How long each step of a session may take.
 *
 * <p>A limit is for the whole step: a server that sends one byte now and then does not extend it.
 * Immutable.
 */
public final class Timeouts {

  private static final Duration MAX = Duration.ofDays(1);

  private final Map<Phase, Duration> limits;

  private Timeouts(Map<Phase, Duration> limits) {
    this.limits = limits;
  }

  /**
   * Returns the limits that RFC 5321, section 4.5.3.2 recommends.
   *
   * <p>They are 5 minutes for most steps, 2 minutes for {@link Phase#DATA}, 3 minutes for {@link
   * Phase#CONTENT} and 10 minutes for {@link Phase#END_OF_DATA}. The RFC does not limit three other
   * steps: {@link Phase#CONNECT} and {@link Phase#TLS} have 1 minute, {@link Phase#QUIT} 5 seconds.
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
   * Returns a copy with another limit for one step.
   *
   * @param limit more than zero, at most a day
   * @throws IllegalArgumentException if it is out of range
   */
  public Timeouts with(Phase phase, Duration limit) {
    Objects.requireNonNull(phase, "phase");
    Map<Phase, Duration> changed = new EnumMap<>(limits);
    changed.put(phase, checked(limit));
    return new Timeouts(changed);
  }

  private static Duration checked(Duration limit) {
    Objects.requireNonNull(limit, "limit");
    if (limit.isNegative() || limit.isZero() || limit.compareTo(MAX) > 0) {
      throw new IllegalArgumentException(
          "A time limit is more than zero and at most a day, not " + limit);
    }
    return limit;
  }

  /** Returns the limit of a step. */
  public Duration limit(Phase phase) {
    return limits.getOrDefault(Objects.requireNonNull(phase, "phase"), MAX);
  }

  @Override
  public String toString() {
    return "Timeouts" + limits;
  }
}
