package smtp.it;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/**
 * Nothing lost, nothing doubled, nothing left open, whatever happens to connections. {@code
 * -Dsmtp.soak.messages=100000} makes it that many; {@link Soak.Options} has what else there is.
 */
class SoakIT {

  private static final long MIB = 1024 * 1024;

  @Test
  void whatIsSaidIsWhatTheMailboxesHoldWhateverBreaks() throws Exception {
    Soak.Options options = Soak.Options.of(2_000, 200);
    Soak.Outcome outcome = Soak.run(RealServers.running(), options);
    assertTrue(outcome.violations().isEmpty(), () -> options + ": " + outcome);
    int accepted = outcome.recipients().getOrDefault("ACCEPTED, 1 copy", 0);
    assertTrue(accepted > options.messages() / 10, outcome::toString);
    assertFalse(outcome.breakages().isEmpty(), outcome::toString);
    ProcessUse begin = outcome.uses().getFirst();
    ProcessUse end = outcome.uses().getLast();
    assertTrue(end.heapOctets() < begin.heapOctets() + 16 * MIB, outcome::toString);
    assertTrue(end.objects() < begin.objects() + 100, outcome::toString);
    assertTrue(end.descriptors() < begin.descriptors() + 16, outcome::toString);
    assertTrue(end.threads() < begin.threads() + 16, outcome::toString);
  }
}
