package smtp.bench.send;

import java.time.Duration;

/** How much to measure. */
public enum Effort {
  /** One message from each, which says nothing about speed. */
  ONCE(0, Duration.ZERO, 1, Duration.ZERO, 1),
  /** What the figures to reach need, in a quarter of an hour. */
  SHORT(3, Duration.ofMillis(1500), 5, Duration.ofMillis(300), 50),
  /** The same, and {@linkplain #GLANCE a short run} of every contender in every scenario. */
  FULL(SHORT),
  /** Enough to see which of several contenders is faster. */
  GLANCE(1, Duration.ofMillis(500), 3, Duration.ofMillis(300), 10);

  private final int warmUps;
  private final Duration warmUpNear;
  private final int rounds;
  private final Duration round;
  private final int counted;

  Effort(int warmUps, Duration warmUpNear, int rounds, Duration round, int counted) {
    this.warmUps = warmUps;
    this.warmUpNear = warmUpNear;
    this.rounds = rounds;
    this.round = round;
    this.counted = counted;
  }

  Effort(Effort same) {
    this(same.warmUps, same.warmUpNear, same.rounds, same.round, same.counted);
  }

  /** Returns how many turns each contender has for warming up. */
  int warmUps() {
    return warmUps;
  }

  /** Returns how long such a turn is. With a distant server, warming up hardly matters. */
  public Duration warmUp(Scenario scenario) {
    return scenario.far() ? round : warmUpNear;
  }

  /** Returns how many measured turns each contender has. */
  public int rounds() {
    return rounds;
  }

  /** Returns how long such a turn is. */
  public Duration round() {
    return round;
  }

  /** Returns how long round trips are counted: over many messages, so that the average is right. */
  Duration counting() {
    return round.multipliedBy(2L * rounds);
  }

  /** Returns for how many messages the writes are counted. */
  int counted(Scenario scenario) {
    return scenario.size() > Scenario.MIB ? 1 : counted;
  }
}
