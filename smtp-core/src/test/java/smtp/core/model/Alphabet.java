package smtp.core.model;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import smtp.core.model.Behaviour.Form;
import smtp.core.model.Behaviour.Then;
import smtp.core.model.Behaviour.Truth;

/** What can happen at each point. The first is what happens if all is well. */
final class Alphabet {

  private static final Truth[] BOTH = {Truth.TAKES, Truth.REFUSES};
  private static final int LONGEST_CUT = 7; // of "250 ok" CR LF
  private static final List<Then> ENDS =
      List.of(
          Then.STUCK, Then.MUTE, Then.FIN, Then.FIN_MUTE, Then.RST, Then.RST_LOSES, Then.RST_MUTE);

  /** Everything, with replies cut at every byte. */
  static final Alphabet WHOLE = new Alphabet(true);

  /** One or two of each kind, for several deviations in one run. */
  static final Alphabet SHORT = new Alphabet(false);

  private final Map<Point, List<Behaviour>> behaviours = new EnumMap<>(Point.class);
  private final Map<Point, List<Act>> acts = new EnumMap<>(Point.class);
  private final Map<Point, List<Act>> actsOfClient = new EnumMap<>(Point.class);

  private Alphabet(boolean whole) {
    for (Point point : Point.values()) {
      if (point.isOfServer()) {
        behaviours.put(point, whole ? whole(point) : few(point));
      } else {
        acts.put(point, allActs(point, true));
        actsOfClient.put(point, allActs(point, false));
      }
    }
  }

  List<Behaviour> behaviours(Point point) {
    return behaviours.get(point);
  }

  List<Act> acts(Point point, boolean ofSession) {
    return ofSession ? acts.get(point) : actsOfClient.get(point);
  }

  private static List<Act> allActs(Point point, boolean ofSession) {
    List<Act> all = new ArrayList<>(List.of(Act.NOTHING));
    if (point == Point.EVENT) {
      all.add(Act.THROW);
      return all;
    }
    all.addAll(List.of(Act.INTERRUPT, Act.INTERRUPT_OF_STREAM, Act.DEADLINE));
    if (ofSession) {
      all.add(Act.CLOSE);
    }
    if (point.compareTo(Point.CONTENT_BEGINS) >= 0) {
      all.add(Act.THROW);
    }
    return List.copyOf(all);
  }

  private static List<Behaviour> few(Point point) {
    List<Behaviour> all = new ArrayList<>();
    all.add(Behaviour.of(Truth.TAKES, Form.ONCE));
    if (point == Point.GREETING || point == Point.HELLO || point == Point.OTHER) {
      return all;
    }
    all.add(Behaviour.of(Truth.DEFERS, Form.ONCE));
    for (Truth truth : BOTH) {
      all.add(Behaviour.of(truth, Form.TWICE));
      all.add(Behaviour.of(truth, Form.TWICE_APART));
      all.add(Behaviour.of(truth, Form.NEVER));
      all.add(Behaviour.of(truth, Form.ENDS_221));
      all.add(Behaviour.of(truth, Form.ONCE, 4, Then.FIN));
      all.add(Behaviour.of(truth, Form.ONCE, 0, Then.FIN_MUTE));
    }
    all.add(Behaviour.of(Truth.REFUSES, Form.ONCE));
    all.add(Behaviour.of(Truth.TAKES, Form.LATE));
    all.add(Behaviour.of(Truth.TAKES, Form.WITH_NEXT));
    all.add(Behaviour.of(Truth.REFUSES, Form.ENDS_421));
    all.add(Behaviour.of(Truth.TAKES, Form.WRONG_CLASS));
    all.add(Behaviour.of(Truth.TAKES, Form.ONCE, 0, Then.STUCK));
    all.add(Behaviour.of(Truth.TAKES, Form.ONCE, Behaviour.WHOLE, Then.MUTE));
    all.add(Behaviour.of(Truth.TAKES, Form.ONCE, Behaviour.WHOLE, Then.RST));
    addEarly(point, all);
    return List.copyOf(all);
  }

  private static void addEarly(Point point, List<Behaviour> all) {
    if (point == Point.END) {
      for (Truth truth : BOTH) {
        all.add(Behaviour.of(truth, Form.EARLY));
        all.add(Behaviour.of(truth, Form.EARLY_AND_AGAIN));
      }
    }
  }

  private static List<Behaviour> whole(Point point) {
    List<Behaviour> all = new ArrayList<>();
    for (Truth truth : Truth.values()) {
      all.add(Behaviour.of(truth, Form.ONCE));
    }
    for (Truth truth : BOTH) {
      for (Form form : Form.values()) {
        if (form != Form.ONCE && !form.isEarly() && form != Form.ENDS_421) {
          all.add(Behaviour.of(truth, form));
        }
      }
      addCuts(truth, all);
      ENDS.forEach(end -> all.add(Behaviour.of(truth, Form.ONCE, Behaviour.WHOLE, end)));
    }
    all.add(Behaviour.of(Truth.REFUSES, Form.ENDS_421));
    addEarly(point, all);
    if (point == Point.END) {
      ENDS.forEach(end -> all.add(Behaviour.of(Truth.REFUSES, Form.EARLY, Behaviour.WHOLE, end)));
    }
    return List.copyOf(all);
  }

  private static void addCuts(Truth truth, List<Behaviour> all) {
    for (int cut = 0; cut <= LONGEST_CUT; cut++) {
      if (cut > 0) {
        all.add(Behaviour.of(truth, Form.ONCE, cut, Then.GOES_ON));
      }
      for (Then then : ENDS) {
        all.add(Behaviour.of(truth, Form.ONCE, cut, then));
      }
    }
  }
}
