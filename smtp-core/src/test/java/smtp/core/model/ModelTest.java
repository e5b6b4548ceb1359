package smtp.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.core.internal.options.Dialect;
import smtp.core.model.Setup.Call;
import smtp.core.model.Setup.Transfer;
import smtp.core.model.Setup.Variant;

/**
 * What the client says of each recipient is what the server did, whatever the server does and
 * whenever the caller interrupts, closes or waits too long. Every run with so many deviations from
 * a good one is tried, for two messages to two recipients each. A violation is shown as a script,
 * which {@link #scripts} can replay.
 */
class ModelTest {

  /** How many deviations one run has where several are tried: 3 takes some hours. */
  private static final int SEVERAL = Integer.getInteger("smtp.model.deviations", 2);

  private static final Set<Transfer> SMALL =
      EnumSet.of(Transfer.DATA, Transfer.BDAT, Transfer.STREAM);
  private static final Set<Transfer> LARGE = EnumSet.complementOf(EnumSet.copyOf(SMALL));
  private static final Set<Call> CALLS = EnumSet.allOf(Call.class);
  private static final Set<Variant> COMMON = EnumSet.of(Variant.DEFAULT, Variant.ONE_SHOT);

  @Test
  void everythingOnce() {
    explore(new Explorer(Alphabet.WHOLE, 1), setups(SMALL, CALLS, COMMON));
  }

  @Test
  void oneOfEachKindWithEveryOption() {
    Set<Variant> others = EnumSet.complementOf(EnumSet.copyOf(COMMON));
    explore(new Explorer(Alphabet.SHORT, 1), setups(SMALL, CALLS, others));
  }

  @Test
  void oneOfEachKindWithContentsOfSeveralWrites() {
    explore(new Explorer(Alphabet.SHORT, 1), setups(LARGE, CALLS, EnumSet.of(Variant.DEFAULT)));
  }

  @Test
  void severalOfEachKind() {
    Set<Call> flights = EnumSet.of(Call.CLIENT_SEND, Call.SESSION_SEND_ALL);
    Set<Call> calls = SEVERAL > 2 ? CALLS : flights;
    explore(
        new Explorer(Alphabet.SHORT, SEVERAL), setups(SMALL, calls, EnumSet.of(Variant.DEFAULT)));
  }

  /** Scripts that showed something once. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        // The client took the same message again and again, for ever.
        "SMTP, STREAM, ONE_BY_ONE, CLIENT_SEND_ALL, DEFAULT: result 1 = interrupt",
        // A reply was read, but no longer looked at.
        "SMTP, BDAT, PIPELINING, CLIENT_SEND, DEFAULT: after read 3 = interrupt",
        // The sender was refused and recipients accepted: the replies were out of step.
        "SMTP, BDAT, PIPELINING, CLIENT_SEND_ALL, DEFAULT:"
            + " reply to MAIL 2 = 250 never said; reply to RCPT 3 = 451 once",
        "SMTP, BDAT, PIPELINING, SESSION_SEND_ALL, DEFAULT:"
            + " reply to RCPT 2 = 250 twice; reply to RSET 1 = 554 twice",
        "SMTP, BDAT, PIPELINING, CLIENT_SEND, DEFAULT: content ends 1 = the deadline passes",
        "SMTP, BDAT, ONE_BY_ONE, CLIENT_SEND_ALL, ONE_SHOT: result 1 = interrupt"
      })
  void scripts(String script) {
    assertEquals(Set.of(), Explorer.replay(script));
  }

  private static void explore(Explorer explorer, List<Setup> setups) {
    explorer.explore(setups);
    System.out.println(explorer);
    assertTrue(explorer.found().isEmpty(), explorer::toString);
  }

  private static List<Setup> setups(
      Set<Transfer> transfers, Set<Call> calls, Set<Variant> variants) {
    List<Setup> all = new ArrayList<>();
    for (Dialect dialect : Dialect.values()) {
      for (Transfer transfer : transfers) {
        for (Call call : calls) {
          for (Variant variant : variants) {
            all.add(new Setup(dialect, transfer, true, call, variant));
            all.add(new Setup(dialect, transfer, false, call, variant));
          }
        }
      }
    }
    return all;
  }
}
