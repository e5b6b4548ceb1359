package smtp.it;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/**
 * Nothing is lost, duplicated or left open, whatever happens to connections. {@code
 * -Dsmtp.soak.messages=100000} sets the number of messages; {@link Soak.Options} lists the options.
 */
class SoakIT {

  private static final long MIB = 1024 * 1024;

  @Test
  void resultsMatchTheMailboxesWhateverBreaks() throws Exception {
    Soak.Options options = Soak.Options.of(2_000, 200);
    Soak.Summary summary = Soak.run(RealServers.running(), options);
    assertTrue(summary.violations().isEmpty(), () -> options + ": " + summary);
    int accepted = summary.recipients().getOrDefault("ACCEPTED, 1 copy", 0);
    assertTrue(accepted > options.messages() / 10, summary::toString);
    assertFalse(summary.breakages().isEmpty(), summary::toString);
    ProcessUse begin = summary.uses().getFirst();
    ProcessUse end = summary.uses().getLast();
    assertTrue(end.heapBytes() < begin.heapBytes() + 16 * MIB, summary::toString);
    assertTrue(end.objects() < begin.objects() + 100, summary::toString);
    assertTrue(end.descriptors() < begin.descriptors() + 16, summary::toString);
    assertTrue(end.threads() < begin.threads() + 16, summary::toString);
  }
}
