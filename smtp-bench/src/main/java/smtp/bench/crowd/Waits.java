package smtp.bench.crowd;

import java.util.Arrays;
import java.util.List;

/** How long each of some messages took. */
final class Waits {

  /** Nobody waited. */
  static final Waits NONE = new Waits(new long[0], 0);

  private long[] nanos;
  private int count;

  private Waits(long[] nanos, int count) {
    this.nanos = nanos;
    this.count = count;
  }

  /** Returns a list to add to. */
  static Waits none() {
    return new Waits(new long[64], 0);
  }

  /** Returns those of all callers. */
  static Waits of(List<Waits> all) {
    long[] joined =
        all.stream()
            .flatMapToLong(one -> Arrays.stream(one.nanos, 0, one.count))
            .sorted()
            .toArray();
    return new Waits(joined, joined.length);
  }

  void add(long wait) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = wait;
  }

  int count() {
    return count;
  }

  /** Returns the time within which that part of the messages had its outcome, in milliseconds. */
  double millis(double part) {
    return nanos[(int) Math.ceil(part * count) - 1] / 1e6;
  }
}
