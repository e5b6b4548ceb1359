package smtp.bench.send;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** A contender in a scenario. */
record Entry(Scenario scenario, Contender contender) {

  /** Returns entries for the contenders that can take part in a scenario. */
  static List<Entry> of(Scenario scenario, Collection<Contender> contenders) {
    return contenders.stream()
        .filter(contender -> contender.fits(scenario))
        .map(contender -> new Entry(scenario, contender))
        .toList();
  }

  static List<Entry> of(Scenario scenario, Contender... contenders) {
    return of(scenario, Arrays.asList(contenders));
  }
}
