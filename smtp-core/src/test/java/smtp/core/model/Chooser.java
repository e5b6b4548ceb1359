package smtp.core.model;

import java.util.List;

/** Decides what happens at each point of a run where more than one thing can. */
interface Chooser {

  /**
   * Chooses one of several things. The first is what happens if all is well.
   *
   * @param point what is decided
   * @param number how often this was decided before in the run
   */
  <T extends Named> T choose(Named point, int number, List<T> alternatives);
}
