package smtp.bench.report;

import java.util.OptionalDouble;

/**
 * A figure and the range in which it should be.
 *
 * @param what what was measured
 * @param value the figure
 * @param least the lower bound
 * @param most the upper bound
 */
record Figure(String what, double value, OptionalDouble least, OptionalDouble most) {

  static Figure atLeast(double least, String what, double value) {
    return new Figure(what, value, OptionalDouble.of(least), OptionalDouble.empty());
  }

  static Figure atMost(double most, String what, double value) {
    return new Figure(what, value, OptionalDouble.empty(), OptionalDouble.of(most));
  }

  static Figure between(double least, double most, String what, double value) {
    return new Figure(what, value, OptionalDouble.of(least), OptionalDouble.of(most));
  }

  /** Creates a figure for comparison only, without a range. */
  static Figure forComparison(String what, double value) {
    return new Figure(what, value, OptionalDouble.empty(), OptionalDouble.empty());
  }

  boolean isReached() {
    return value >= least.orElse(value) && value <= most.orElse(value);
  }

  /** Returns the range as text. */
  String aim() {
    if (least.isPresent() && most.isPresent()) {
      return Numbers.text(least) + " to " + Numbers.text(most);
    }
    return least.isPresent()
        ? "≥ " + Numbers.text(least)
        : most.isPresent() ? "≤ " + Numbers.text(most) : "";
  }

  /** Returns as text whether the figure is in its range. */
  String verdict() {
    return aim().isEmpty() ? "" : isReached() ? "reached" : "**not reached**";
  }
}
