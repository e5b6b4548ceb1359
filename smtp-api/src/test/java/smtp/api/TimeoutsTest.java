package smtp.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeoutsTest {

  @ParameterizedTest
  @CsvSource({
    "CONNECT, PT1M",
    "GREETING, PT5M",
    "HELLO, PT5M",
    "TLS, PT1M",
    "AUTH, PT5M",
    "MAIL, PT5M",
    "RCPT, PT5M",
    "DATA, PT2M",
    "CONTENT, PT3M",
    "END_OF_DATA, PT10M",
    "COMMAND, PT5M",
    "QUIT, PT5S",
  })
  void defaultsAreThoseOfRfc5321(Phase phase, Duration limit) {
    assertEquals(limit, Timeouts.rfc5321().limit(phase));
  }

  @Test
  void oneLimitAppliesToEveryStep() {
    Timeouts timeouts = Timeouts.of(Duration.ofSeconds(7));
    for (Phase phase : Phase.values()) {
      assertEquals(Duration.ofSeconds(7), timeouts.limit(phase));
    }
  }

  @Test
  void withReturnsAChangedCopy() {
    Timeouts timeouts = Timeouts.of(Duration.ofSeconds(7));
    Timeouts changed = timeouts.with(Phase.RCPT, Duration.ofDays(1));
    assertEquals(Duration.ofDays(1), changed.limit(Phase.RCPT));
    assertEquals(Duration.ofSeconds(7), changed.limit(Phase.MAIL));
    assertEquals(Duration.ofSeconds(7), timeouts.limit(Phase.RCPT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT24H0.000000001S", "PT2562047788015215H"})
  @Tag("S08")
  void everyWaitIsFinite(Duration limit) {
    assertThrows(IllegalArgumentException.class, () -> Timeouts.of(limit));
    assertThrows(IllegalArgumentException.class, () -> Timeouts.rfc5321().with(Phase.DATA, limit));
  }
}
