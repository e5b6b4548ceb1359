package smtp.it.faults;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import smtp.testkit.Delivery;

/**
 * Runs a cell again on real sockets with one reply split in two at each position, and with all
 * replies split byte by byte. Over TLS each piece is a record, on a Unix socket a write. The
 * replies of a session without a fault are split in the cells with unusual line endings, which are
 * as many.
 */
final class SocketCuts {
  private static final Set<Transport> TRANSPORTS =
      EnumSet.of(Transport.STARTTLS, Transport.IMPLICIT, Transport.UNIX);
  private static final Set<Fault> FAULTS = EnumSet.of(Fault.BARE_LF, Fault.TRANSIENT);
  private static final Set<FaultPoint> NO_REPLY =
      EnumSet.of(FaultPoint.CONNECT, FaultPoint.HANDSHAKE, FaultPoint.BODY, FaultPoint.IDLE);

  private static final int LONGEST_ANSWER = 30;

  private SocketCuts() {}

  static Stream<Cell> cells() {
    return Matrix.cuttable()
        .filter(cell -> TRANSPORTS.contains(cell.transport()) && FAULTS.contains(cell.fault()))
        .filter(cell -> !NO_REPLY.contains(cell.point()));
  }

  static CutResult of(Cell cell) throws InterruptedException {
    List<Delivery> cuts = cuts(cell).toList();
    for (Delivery cut : cuts) {
      List<String> complaints = Trial.run(cell, cut);
      if (!complaints.isEmpty()) {
        return new CutResult(cuts.size(), List.of(cut + ": " + complaints));
      }
    }
    return new CutResult(cuts.size(), List.of());
  }

  private static Stream<Delivery> cuts(Cell cell) {
    CellScript script = CellScript.of(cell, Model.of(cell), Client.PATIENCE);
    int before = Math.max(0, script.bytesBeforeFault() - 1);
    return Stream.concat(
        Stream.of(Delivery.byByte()),
        Delivery.everySplit(script.dialogue()).skip(before).limit(LONGEST_ANSWER));
  }
}
