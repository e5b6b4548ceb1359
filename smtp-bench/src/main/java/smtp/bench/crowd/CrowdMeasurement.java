package smtp.bench.crowd;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** The measurement of a way to send: the median of its turns. */
public final class CrowdMeasurement {

  private final Crowd crowd;
  private final Way way;
  private final List<CrowdRound> rounds;

  CrowdMeasurement(Crowd crowd, Way way, List<CrowdRound> rounds) {
    this.crowd = crowd;
    this.way = way;
    this.rounds = List.copyOf(rounds);
  }

  public Crowd crowd() {
    return crowd;
  }

  public Way way() {
    return way;
  }

  public double perSecond() {
    return median(CrowdRound::perSecond);
  }

  /** Returns the processor time of the process for each message, in microseconds. */
  public double cpuMicros() {
    return median(CrowdRound::cpuMicros);
  }

  /** Returns the bytes that were allocated for each message, those of the callers included. */
  public double allocated() {
    return median(CrowdRound::allocatedPerMessage);
  }

  /** Returns the time within which half of the small messages had their outcome, if they wait. */
  public OptionalDouble medianMillis() {
    return millis(0.5);
  }

  /** Returns the time within which 99 of 100 small messages had their outcome, if they wait. */
  public OptionalDouble p99Millis() {
    return millis(0.99);
  }

  private OptionalDouble millis(double part) {
    return way == Way.STREAMS
        ? OptionalDouble.empty()
        : OptionalDouble.of(median(round -> round.millis(part)));
  }

  private double median(ToDoubleFunction<CrowdRound> figure) {
    double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
