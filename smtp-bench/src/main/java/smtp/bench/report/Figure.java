package smtp.bench.report;

import java.util.OptionalDouble;

/**
 * A figure, and what it is to be.
 *
 * @param what what was measured
 * @param value the figure
 * @param least it is to be no less
 * @param most it is to be no more
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

  /** A figure to compare with, which is to be nothing. */
  static Figure forComparison(String what, double value) {
    return new Figure(what, value, OptionalDouble.empty(), OptionalDouble.empty());
  }

  boolean isReached() {
    return value >= least.orElse(value) && value <= most.orElse(value);
  }

  /** Returns what it is to be in words. */
  String aim() {
    if (least.isPresent() && most.isPresent()) {
      return Numbers.text(least) + " to " + Numbers.text(most);
    }
    return least.isPresent()
        ? "≥ " + Numbers.text(least)
        : most.isPresent() ? "≤ " + Numbers.text(most) : "";
  }

  /** Returns whether it is that, in words. */
  String verdict() {
    return aim().isEmpty() ? "" : isReached() ? "reached" : "**not reached**";
  }
}
