package smtp.it.faults;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import smtp.testkit.Delivery;

/**
 * A cell tried again on real sockets, with one answer cut in two at each place, and with all of
 * them cut octet by octet: under TLS each piece is a record, on a Unix socket a write. The answers
 * of a session that goes well are cut in the cells whose server ends its lines in an odd way, which
 * are as many.
 */
final class SocketCuts {
  private static final Set<Way> WAYS = EnumSet.of(Way.STARTTLS, Way.IMPLICIT, Way.UNIX);
  private static final Set<Fault> FAULTS = EnumSet.of(Fault.BARE_LF, Fault.TRANSIENT);
  private static final Set<Step> NO_REPLY = EnumSet.of(Step.CONNECT, Step.HANDSHAKE, Step.BODY);

  private static final int LONGEST_ANSWER = 30;

  private SocketCuts() {}

  static Stream<Cell> cells() {
    return Matrix.cells().stream()
        .filter(cell -> WAYS.contains(cell.way()) && FAULTS.contains(cell.fault()))
        .filter(cell -> !NO_REPLY.contains(cell.step()));
  }

  static Cuts.Report of(Cell cell) throws InterruptedException {
    List<Delivery> cuts = cuts(cell).toList();
    for (Delivery cut : cuts) {
      List<String> complaints = Trial.run(cell, cut);
      if (!complaints.isEmpty()) {
        return new Cuts.Report(cuts.size(), List.of(cut + ": " + complaints));
      }
    }
    return new Cuts.Report(cuts.size(), List.of());
  }

  private static Stream<Delivery> cuts(Cell cell) {
    Script script = Script.of(cell, Model.of(cell), Client.PATIENCE);
    int before = Math.max(0, script.saidBefore() - 1);
    return Stream.concat(
        Stream.of(Delivery.byByte()),
        Delivery.everySplit(script.dialogue()).skip(before).limit(LONGEST_ANSWER));
  }
}
