package smtp.core.model;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import smtp.core.internal.net.VirtualClock;
import smtp.core.internal.options.Options;
import smtp.core.internal.session.Session;

/** All that belongs to one run: the time, the choices, the server's commits, the connections. */
final class World {

  static final long DEADLINE_NANOS = Setup.DEADLINE.toNanos();

  /** More often than this nothing happens in a run, unless it has no end. */
  private static final int MOST = 200;

  final Setup setup;
  final Options options;
  final VirtualClock clock = new VirtualClock();
  final Commits commits = new Commits();
  final List<WireView> views = new ArrayList<>();
  final Set<Kind> complaints = EnumSet.noneOf(Kind.class);
  private final Alphabet alphabet;
  private final Chooser chooser;
  private final Map<Point, Integer> numbers = new EnumMap<>(Point.class);
  private @Nullable Session session;
  private long ownTime;
  private long deadline;
  boolean nioInterrupts;

  World(Setup setup, Options options, Alphabet alphabet, Chooser chooser) {
    this.setup = setup;
    this.options = options;
    this.alphabet = alphabet;
    this.chooser = chooser;
  }

  void session(Session opened) {
    session = opened;
  }

  /** Decides what the server does. */
  Behaviour behaviour(Point point) {
    return chooser.choose(point, number(point), alphabet.behaviours(point));
  }

  /** Lets something happen on the client's side. Returns whether the code there is to throw. */
  boolean act(Point point) {
    boolean ofSession = session != null;
    Act act = chooser.choose(point, number(point), alphabet.acts(point, ofSession));
    switch (act) {
      case NOTHING -> {}
      case INTERRUPT -> interrupt(true);
      case INTERRUPT_OF_STREAM -> interrupt(false);
      case DEADLINE -> passDeadline();
      case CLOSE -> close();
      case THROW -> {
        return true;
      }
    }
    return false;
  }

  /** Notes that an operation begins, or another message of it. */
  void begins(int allowances) {
    deadline = clock.nanoTime() + allowances * DEADLINE_NANOS;
  }

  /** Returns whether nothing more of a message may be sent. */
  boolean isTooLate() {
    return clock.nanoTime() > deadline || Thread.currentThread().isInterrupted();
  }

  private int number(Point point) {
    int number = numbers.merge(point, 1, Integer::sum) - 1;
    if (number > MOST) {
      throw new AssertionError("the client goes round in circles");
    }
    return number;
  }

  private void passDeadline() {
    clock.advanceTo(clock.nanoTime() + DEADLINE_NANOS + 1);
    ownTime += DEADLINE_NANOS + 1;
  }

  /** Returns how much time has passed for no reason of the client's. */
  long ownTime() {
    return ownTime;
  }

  private void interrupt(boolean nio) {
    nioInterrupts = nio;
    Thread.currentThread().interrupt();
  }

  private void close() {
    if (session != null) {
      session.close();
    }
  }

  void complain(Kind about) {
    complaints.add(about);
  }
}
