package smtp.core.internal.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import smtp.api.Phase;
import smtp.api.Timeouts;
import smtp.core.internal.net.Clock;

class TimingTest {

  private static final Timeouts LIMITS =
      Timeouts.of(Duration.ofHours(2)).with(Phase.MAIL, Duration.ofHours(1));

  private static long hoursUntil(Timing timing, Phase phase) {
    long left = timing.until(phase) - System.nanoTime();
    return TimeUnit.NANOSECONDS.toHours(left + TimeUnit.MINUTES.toNanos(1));
  }

  @Test
  void phaseHasItsTimeout() {
    Timing timing = new Timing(Clock.SYSTEM, LIMITS, Optional.empty());
    timing.begin();
    assertEquals(1, hoursUntil(timing, Phase.MAIL));
    assertEquals(2, hoursUntil(timing, Phase.RCPT));
    assertEquals("within 3600 s", timing.describe(Phase.MAIL));
  }

  @Test
  void deadlineAppliesOnlyDuringAnOperation() {
    Timing timing = new Timing(Clock.SYSTEM, LIMITS, Optional.of(Duration.ofMinutes(1)));
    timing.begin();
    assertEquals(0, hoursUntil(timing, Phase.MAIL));
    timing.end();
    assertEquals(1, hoursUntil(timing, Phase.MAIL));
  }

  @Test
  void operationMayHaveItsOwnDeadline() {
    Timing timing = new Timing(Clock.SYSTEM, LIMITS, Optional.empty());
    timing.begin(Duration.ofNanos(1));
    assertTrue(timing.until(Phase.QUIT) - System.nanoTime() <= 1);
    assertTrue(timing.describe(Phase.QUIT).startsWith("within the deadline"));
  }

  @Test
  void nestedOperationHasNoMoreTimeThanTheWhole() {
    Timing timing = new Timing(Clock.SYSTEM, LIMITS, Optional.of(Duration.ofMinutes(90)));
    timing.begin();
    timing.begin(Duration.ofHours(3));
    assertEquals(1, hoursUntil(timing, Phase.RCPT));
    timing.begin(Duration.ofMinutes(1));
    assertEquals(0, hoursUntil(timing, Phase.RCPT));
    timing.end();
    timing.begin(Duration.ofHours(3));
    assertEquals(2, hoursUntil(timing, Phase.RCPT));
  }

  @Test
  void veryLongDeadlineDoesNotOverflow() {
    Timing timing =
        new Timing(Clock.SYSTEM, LIMITS, Optional.of(Duration.ofSeconds(Long.MAX_VALUE)));
    timing.begin();
    assertEquals(1, hoursUntil(timing, Phase.MAIL));
  }
}
