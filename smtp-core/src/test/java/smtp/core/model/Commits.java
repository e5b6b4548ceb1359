package smtp.core.model;

import java.util.ArrayList;
import java.util.List;

/** The server's own record of what it has taken for delivery: the truth. */
final class Commits {

  /**
   * A message that was taken for one recipient.
   *
   * @param whole whether it has the content that belongs to it, and nothing else
   */
  record Commit(int connection, int message, int recipient, boolean whole) {}

  private final List<Commit> all = new ArrayList<>(4);

  void add(Commit commit) {
    all.add(commit);
  }

  List<Commit> all() {
    return all;
  }

  List<Commit> of(int message, int recipient) {
    List<Commit> found = List.of();
    for (Commit one : all) {
      if (one.message() == message && one.recipient() == recipient) {
        found = found.isEmpty() ? List.of(one) : both(found, one);
      }
    }
    return found;
  }

  private static List<Commit> both(List<Commit> some, Commit one) {
    List<Commit> more = new ArrayList<>(some);
    more.add(one);
    return more;
  }
}
