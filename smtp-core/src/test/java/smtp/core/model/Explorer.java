package smtp.core.model;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import smtp.core.internal.options.Options;

/** Runs everything that can happen in a number of setups, and keeps what was wrong. */
final class Explorer {

  private final Alphabet alphabet;
  private final int deviations;
  private final LongAdder runs = new LongAdder();
  private final Map<Claim.Word, LongAdder> claims = new EnumMap<>(Claim.Word.class);
  private final LongAdder deceived = new LongAdder();
  private final Map<Kind, Found> found = new ConcurrentHashMap<>();
  private final Map<Kind, Found> open = new ConcurrentHashMap<>();

  /** A kind of violation: how often, and the shortest script. */
  record Found(long times, String script) {
    Found and(Found other) {
      return new Found(
          times + other.times, script.length() <= other.script.length() ? script : other.script);
    }
  }

  Explorer(Alphabet alphabet, int deviations) {
    this.alphabet = alphabet;
    this.deviations = deviations;
    for (Claim.Word word : Claim.Word.values()) {
      claims.put(word, new LongAdder());
    }
  }

  /** Explores the setups, on all processors. */
  void explore(List<Setup> setups) {
    setups.parallelStream().forEach(this::explore);
  }

  private void explore(Setup setup) {
    DepthFirst choices = new DepthFirst(deviations);
    Options options = setup.options();
    do {
      Judge judge = run(new World(setup, options, alphabet, choices));
      runs.increment();
      deceived.add(judge.deceived());
      if (!judge.violations().isEmpty()) {
        note(setup, choices, judge.violations());
      }
    } while (choices.next());
  }

  private Judge run(World world) {
    Caller caller = new Caller(world);
    try {
      caller.run();
    } finally {
      Thread.interrupted();
    }
    caller.claims().forEach(claim -> claims.get(claim.word()).increment());
    return Judge.of(world, caller);
  }

  private void note(Setup setup, DepthFirst choices, Set<Kind> violations) {
    choices.repeat();
    Recording recording = new Recording(choices);
    run(new World(setup, setup.options(), alphabet, recording));
    String script = Script.text(setup, recording.words());
    for (Kind one : violations) {
      Map<Kind, Found> where = Open.covers(one, script) ? open : found;
      where.merge(one, new Found(1, script), Found::and);
    }
  }

  /** Runs one script, and returns what is wrong. */
  static Set<Kind> replay(String text) {
    Script script = Script.parse(text);
    World world = new World(script.setup(), script.setup().options(), Alphabet.WHOLE, script);
    Judge judge = new Explorer(Alphabet.WHOLE, 0).run(world);
    script.requireDone();
    return judge.violations();
  }

  long runs() {
    return runs.sum();
  }

  Map<Kind, Found> found() {
    return found;
  }

  @Override
  public String toString() {
    String text =
        "%,d runs with at most %d deviations; of recipients it was said: %s; deceived %,d times%n"
            .formatted(runs.sum(), deviations, claims, deceived.sum());
    return text + list("", found) + list("open: ", open);
  }

  private static String list(String head, Map<Kind, Found> some) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(some)
        .forEach((kind, one) ->
            text.append(
                "%s%s, %,d times:%n    %s%n".formatted(head, kind.words(), one.times, one.script)));
    return text.toString();
  }
}
