package smtp.core.model;

import java.util.ArrayList;
import java.util.List;

/** Passes choices on, and writes down in words which are not the first alternative. */
final class Recording implements Chooser {

  private final Chooser chooser;
  private final List<String> words = new ArrayList<>();

  Recording(Chooser chooser) {
    this.chooser = chooser;
  }

  @Override
  public <T extends Named> T choose(Named point, int number, List<T> alternatives) {
    T chosen = chooser.choose(point, number, alternatives);
    if (!chosen.equals(alternatives.getFirst())) {
      words.add(Script.line(point, number, chosen));
    }
    return chosen;
  }

  List<String> words() {
    return words;
  }
}
