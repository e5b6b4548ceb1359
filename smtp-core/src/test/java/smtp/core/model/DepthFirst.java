package smtp.core.model;

import java.util.Arrays;
import java.util.List;

/**
 * Makes every sequence of choices that has at most so many deviations from the first alternative.
 * Each run replays the choices of the run before up to the last that has an alternative left.
 */
final class DepthFirst implements Chooser {

  private final int deviations;
  private int[] taken = new int[64];
  private int[] limits = new int[64];
  private int known;
  private int depth;
  private int left;

  DepthFirst(int deviations) {
    this.deviations = deviations;
    this.left = deviations;
  }

  @Override
  public <T extends Named> T choose(Named point, int number, List<T> alternatives) {
    if (left == 0) {
      return alternatives.getFirst();
    }
    if (depth == known) {
      add(alternatives.size());
    }
    int choice = taken[depth++];
    left -= choice == 0 ? 0 : 1;
    return alternatives.get(choice);
  }

  private void add(int limit) {
    if (known == taken.length) {
      taken = Arrays.copyOf(taken, 2 * known);
      limits = Arrays.copyOf(limits, 2 * known);
    }
    taken[known] = 0;
    limits[known++] = limit;
  }

  /** Begins the next run. Returns whether there is one. */
  boolean next() {
    while (known > 0 && taken[known - 1] + 1 >= limits[known - 1]) {
      known--;
    }
    if (known == 0) {
      return false;
    }
    taken[known - 1]++;
    repeat();
    return true;
  }

  /** Begins the same run again. */
  void repeat() {
    depth = 0;
    left = deviations;
  }
}
