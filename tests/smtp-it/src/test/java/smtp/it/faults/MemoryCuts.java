package smtp.it.faults;

import java.io.IOException;
import java.net.Socket;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import smtp.testkit.Delivery;
import smtp.testkit.Recording;
import smtp.testkit.ScriptedServer;

/**
 * Replays a cell in memory with the server's bytes split in two at each position of the faulty
 * reply, and with all of them split byte by byte. The cells of other points split the correct
 * replies.
 */
final class MemoryCuts {
  private static final Set<FaultPoint> NO_REPLY = EnumSet.of(FaultPoint.CONNECT, FaultPoint.IDLE);

  private static final Set<Transport> UNENCRYPTED = EnumSet.of(Transport.PLAINTEXT, Transport.LMTP);

  /** Faults whose bytes do not end, or that depend on timing. */
  private static final Set<Fault> NOT_AGAIN =
      EnumSet.of(Fault.RST, Fault.ENDLESS_LINES, Fault.ENDLESS_LINE, Fault.HUGE);

  private static final int LONGEST_ANSWER = 120;

  private final Cell cell;
  private final CellScript script;
  private final Recording recording = new Recording();

  private MemoryCuts(Cell cell) {
    this.cell = cell;
    this.script = CellScript.of(cell, Model.of(cell), Client.PATIENCE);
  }

  /** Returns the cells that can be replayed. */
  static Stream<Cell> cells() {
    return Matrix.cuttable()
        .filter(cell -> UNENCRYPTED.contains(cell.transport()) && !NO_REPLY.contains(cell.point()))
        .filter(cell -> !NOT_AGAIN.contains(cell.fault()))
        .filter(cell ->
            switch (cell.fault().end()) {
              case LOST, NONSENSE, REPLY -> true;
              case TLS, TIME, INTERRUPT -> false;
            })
        // There, when a write fails depends on timing.
        .filter(cell -> cell.point() != FaultPoint.BODY || cell.fault().end() != Fault.End.LOST);
  }

  static CutResult of(Cell cell) throws InterruptedException {
    return new MemoryCuts(cell).report();
  }

  private CutResult report() throws InterruptedException {
    List<String> first = record();
    if (!first.isEmpty() || !recording.isReplayable()) {
      return new CutResult(0, List.of("not recorded: " + first));
    }
    List<Delivery> cuts = cuts().toList();
    for (Delivery cut : cuts) {
      List<String> complaints = replay(cut);
      if (!complaints.isEmpty()) {
        return new CutResult(cuts.size(), List.of(cut + ": " + complaints));
      }
    }
    return new CutResult(cuts.size(), List.of());
  }

  private Stream<Delivery> cuts() {
    int from = Math.max(1, script.bytesBeforeFault());
    int to = Math.min(from + LONGEST_ANSWER, recording.serverBytes());
    return Stream.concat(
        Stream.of(Delivery.byByte()), IntStream.range(from, to).mapToObj(Delivery::splitAt));
  }

  private List<String> record() throws InterruptedException {
    try (ScriptedServer server = ScriptedServer.start(script.dialogue())) {
      var target =
          new Target(
              server.port(), null, (host, port, limit) -> recording.record(connected(server)));
      return Trial.run(cell, target, script, () -> server.awaitMark(CellScript.FAULT));
    }
  }

  private static Socket connected(ScriptedServer server) throws IOException {
    var socket = new Socket(server.host(), server.port());
    server.release(CellScript.CONNECTED);
    return socket;
  }

  private List<String> replay(Delivery cut) throws InterruptedException {
    var target = new Target(1, null, (host, port, limit) -> recording.replay(cut));
    return Trial.run(cell, target, script, () -> {});
  }
}
