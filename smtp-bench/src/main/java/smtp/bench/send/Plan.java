package smtp.bench.send;

import static smtp.bench.send.Contender.ANGUS_BDAT;
import static smtp.bench.send.Contender.ANGUS_NO_DELAY;
import static smtp.bench.send.Contender.COMMONS_NO_DELAY;
import static smtp.bench.send.Contender.LIMIT1;
import static smtp.bench.send.Contender.LIMIT2;
import static smtp.bench.send.Contender.LIMIT2S;
import static smtp.bench.send.Contender.LIMITB;
import static smtp.bench.send.Contender.LIMITBS;
import static smtp.bench.send.Contender.SEND;
import static smtp.bench.send.Contender.SEND_ALL;
import static smtp.bench.send.Scenario.KIB;
import static smtp.bench.send.Scenario.MIB;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What to measure: a list of comparisons, whose entries run together. */
final class Plan {

  static final List<Integer> SIZES = List.of(KIB, 50 * KIB, MIB, 20 * MIB);

  private Plan() {}

  /** Returns the comparisons that the figures to reach need. */
  static List<List<Entry>> figures() {
    List<List<Entry>> plan = new ArrayList<>();
    for (int recipients : new int[] {1, 50, 100}) {
      Scenario far = Scenario.of(KIB).recipients(recipients).farAway();
      plan.add(Entry.of(far, SEND, SEND_ALL, LIMIT1, LIMIT2));
      plan.add(Entry.of(far.byChunking(), SEND, SEND_ALL, LIMITB, LIMITBS));
    }
    for (int recipients : new int[] {1, 3}) {
      Scenario far = Scenario.of(KIB).recipients(recipients).farAway().byLmtp();
      plan.add(Entry.of(far, SEND, SEND_ALL, LIMIT2));
      plan.add(Entry.of(far.byChunking(), SEND, SEND_ALL, LIMITB));
    }
    Scenario small = Scenario.of(KIB);
    plan.add(Entry.of(small.recipients(50).farAway(), ANGUS_NO_DELAY));
    plan.add(Entry.of(small, EnumSet.allOf(Contender.class)));
    plan.add(Entry.of(small.byChunking(), EnumSet.allOf(Contender.class)));
    plan.add(Entry.of(Scenario.of(50 * KIB), EnumSet.allOf(Contender.class)));
    Scenario large = Scenario.of(MIB);
    plan.add(
        joined(
            Entry.of(large, SEND, SEND_ALL, LIMIT2S, ANGUS_NO_DELAY, COMMONS_NO_DELAY),
            Entry.of(Scenario.of(20 * MIB), SEND, SEND_ALL, LIMIT2S, ANGUS_NO_DELAY)));
    plan.add(Entry.of(large.byChunking(), SEND, SEND_ALL, LIMITB, ANGUS_BDAT));
    plan.add(
        joined(
            Entry.of(large.byLmtp(), SEND, SEND_ALL, LIMIT2S),
            Entry.of(Scenario.of(20 * MIB).byLmtp(), SEND, SEND_ALL, LIMIT2S)));
    plan.add(Entry.of(large.byLmtp().byChunking(), SEND, SEND_ALL, LIMITB));
    plan.add(
        joined(
            Entry.of(small.connections(100), SEND, SEND_ALL),
            Entry.of(small.connections(1000), SEND, SEND_ALL)));
    return plan;
  }

  /** Returns the comparisons of every contender in every scenario. */
  static List<List<Entry>> matrix() {
    List<List<Entry>> plan = new ArrayList<>();
    for (boolean far : new boolean[] {false, true}) {
      for (boolean chunking : new boolean[] {false, true}) {
        for (int connections : new int[] {1, 100}) {
          for (int recipients : new int[] {1, 50}) {
            for (int size : SIZES) {
              Scenario scenario = new Scenario(size, recipients, connections, far, chunking, false);
              if (!isTooMuchForTheProxy(scenario)) {
                plan.add(Entry.of(scenario, all(scenario)));
              }
            }
          }
        }
      }
    }
    return plan;
  }

  /** With two GiB for each turn, the speed of the proxy would be measured. */
  private static boolean isTooMuchForTheProxy(Scenario scenario) {
    return scenario.far() && scenario.connections() > 1 && scenario.size() > MIB;
  }

  private static Set<Contender> all(Scenario scenario) {
    Set<Contender> contenders = EnumSet.allOf(Contender.class);
    if (scenario.size() > MIB && scenario.connections() > 1) {
      // A copy of the message for each connection, with its garbage, exceeds a usual heap.
      contenders.removeIf(contender -> contender.kind() == Contender.Kind.PEER);
    }
    return contenders;
  }

  private static List<Entry> joined(List<Entry> first, List<Entry> second) {
    List<Entry> both = new ArrayList<>(first);
    both.addAll(second);
    return both;
  }
}
