package smtp.bench.send;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The measurement of a contender in a scenario: one round for each turn. */
public final class Measurement {

  private final Scenario scenario;
  private final Contender contender;
  private final List<Round> rounds = new ArrayList<>();
  private @Nullable Double roundTrips;
  private @Nullable Double writes;

  Measurement(Scenario scenario, Contender contender) {
    this.scenario = scenario;
    this.contender = contender;
  }

  void add(Round round) {
    rounds.add(round);
  }

  void roundTrips(double perMail) {
    roundTrips = perMail;
  }

  void writes(double perMail) {
    writes = perMail;
  }

  public Scenario scenario() {
    return scenario;
  }

  public Contender contender() {
    return contender;
  }

  public double mailsPerSecond() {
    return median(Round::mailsPerSecond);
  }

  /** Returns processor time per message, in microseconds. */
  public double cpuMicros() {
    return median(Round::cpuPerMail) / 1000;
  }

  /** Returns bytes of heap allocated per message. */
  public double allocated() {
    return median(Round::allocatedPerMail);
  }

  /** Returns round trips per message, if they were counted. */
  public OptionalDouble roundTrips() {
    return roundTrips == null ? OptionalDouble.empty() : OptionalDouble.of(roundTrips);
  }

  /** Returns write calls per message, if they were counted. */
  public OptionalDouble writes() {
    return writes == null ? OptionalDouble.empty() : OptionalDouble.of(writes);
  }

  /** Returns the messages per second of each round. */
  public double[] rates() {
    return rounds.stream().mapToDouble(Round::mailsPerSecond).toArray();
  }

  /** Returns the median of the ratios of the rates, round by round. */
  public double rateRatio(Measurement reference) {
    return ratio(reference, Round::mailsPerSecond);
  }

  /** Returns the ratio of processor time per message. */
  public double cpuRatio(Measurement reference) {
    return ratio(reference, Round::cpuPerMail);
  }

  private double ratio(Measurement reference, ToDoubleFunction<Round> figure) {
    double[] ratios = new double[Math.min(rounds.size(), reference.rounds.size())];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] =
          figure.applyAsDouble(rounds.get(i)) / figure.applyAsDouble(reference.rounds.get(i));
    }
    return median(ratios);
  }

  private double median(ToDoubleFunction<Round> figure) {
    return median(rounds.stream().mapToDouble(figure).toArray());
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
