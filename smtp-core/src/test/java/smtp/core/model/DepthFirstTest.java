package smtp.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DepthFirstTest {

  private static final List<Act> THREE = List.of(Act.NOTHING, Act.CLOSE, Act.THROW);

  @Test
  void everySequenceWithSoManyDeviationsIsMadeOnce() {
    assertEquals(List.of("000", "001", "002", "010", "020", "100", "200"), sequences(1));
    assertEquals(1 + 3 * 2 + 3 * 4, sequences(2).size());
    assertEquals(3 * 3 * 3, sequences(3).stream().distinct().count());
  }

  @Test
  void sequencesMayEndEarly() {
    DepthFirst choices = new DepthFirst(2);
    int runs = 0;
    do {
      if (choices.choose(Point.RESULT, 0, THREE) == Act.NOTHING) {
        choices.choose(Point.RESULT, 1, THREE);
      }
      runs++;
    } while (choices.next());
    assertEquals(3 + 2, runs);
  }

  private static List<String> sequences(int deviations) {
    DepthFirst choices = new DepthFirst(deviations);
    List<String> all = new ArrayList<>();
    do {
      StringBuilder one = new StringBuilder();
      for (int i = 0; i < 3; i++) {
        one.append(THREE.indexOf(choices.choose(Point.RESULT, i, THREE)));
      }
      all.add(one.toString());
    } while (choices.next());
    return all;
  }
}
