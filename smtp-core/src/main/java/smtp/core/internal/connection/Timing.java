package smtp.core.internal.connection;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import smtp.api.Phase;
import smtp.api.Timeouts;
import smtp.core.internal.net.Clock;

/** Computes when a wait has to end: at the limit of its step or the deadline of the operation. */
public final class Timing {

  /** Long enough for any operation, without overflow in nanoseconds. */
  private static final Duration LONGEST = Duration.ofDays(365);

  private final Clock clock;
  private final Timeouts timeouts;
  private final @Nullable Duration allowance;
  private Duration current = LONGEST;
  private long deadline;
  private boolean running;
  private @Nullable Duration patience;

  /** When the last wait began. */
  private long lastWait;

  private long idle;

  /**
   * Makes the timing of a connection.
   *
   * @param allowance how long an operation such as a whole send may take; empty for no limit
   */
  public Timing(Clock clock, Timeouts timeouts, Optional<Duration> allowance) {
    this.clock = clock;
    this.lastWait = clock.nanoTime();
    this.timeouts = timeouts;
    this.allowance = allowance.orElse(null);
  }

  /** Returns the time on the clock of this timing, in nanoseconds. */
  public long now() {
    return clock.nanoTime();
  }

  /** Begins an operation, unless it is part of one that is running. */
  public void begin() {
    if (allowance != null) {
      begin(allowance);
    }
  }

  /** Begins an operation with its own limit. In a running operation the nearer deadline counts. */
  public void begin(Duration limit) {
    Duration allowed = limit.compareTo(LONGEST) < 0 ? limit : LONGEST;
    long until = clock.nanoTime() + allowed.toNanos();
    if (!running || until - deadline < 0) {
      current = allowed;
      deadline = until;
      running = true;
    }
  }

  /** Begins the operation of a message that was taken at some time, instead of one that runs. */
  public void beginAt(long taken) {
    if (allowance != null) {
      current = allowance.compareTo(LONGEST) < 0 ? allowance : LONGEST;
      deadline = taken + current.toNanos();
      running = true;
    }
  }

  /** Returns whether the deadline of the operation has passed. */
  boolean isPast() {
    return running && clock.nanoTime() - deadline >= 0;
  }

  /** Ends an operation. */
  public void end() {
    running = false;
  }

  /** Limits each wait from now on, whatever its step; {@code null} ends that. */
  void patience(@Nullable Duration limit) {
    patience = limit;
  }

  /** Returns the time limit of a step, without the deadline of the operation. */
  Duration limit(Phase phase) {
    Duration limit = timeouts.limit(phase);
    return patience != null && patience.compareTo(limit) < 0 ? patience : limit;
  }

  /** Returns when a step that begins now has to end, on the clock of this timing. */
  public long until(Phase phase) {
    long now = clock.nanoTime();
    idle = now - lastWait;
    lastWait = now;
    long limit = now + limit(phase).toNanos();
    return running && deadline - limit < 0 ? deadline : limit;
  }

  /** Returns how long before the current step the one before it began, in nanoseconds. */
  long idleNanos() {
    return idle;
  }

  /** Returns how long the operation may take, for messages. */
  String currentLimit() {
    return text(current);
  }

  /** Describes the limit that was exceeded, for messages. */
  String describe(Phase phase) {
    if (isPast()) {
      return "within the deadline of " + currentLimit();
    }
    return "within " + text(limit(phase));
  }

  private static String text(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() + " ms";
  }
}
