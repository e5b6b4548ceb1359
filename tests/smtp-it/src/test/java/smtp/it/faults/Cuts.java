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
 * A cell played again in memory with what the server says cut in two at each place of the faulty
 * answer, and all of it cut octet by octet. Right answers are cut in the cells of their own steps.
 */
final class Cuts {
  private static final Set<Way> IN_CLEAR = EnumSet.of(Way.CLEAR, Way.LMTP);

  /** Those whose octets do not end, or that end by the clock. */
  private static final Set<Fault> NOT_AGAIN =
      EnumSet.of(Fault.RST, Fault.ENDLESS_LINES, Fault.ENDLESS_LINE, Fault.HUGE);

  private static final int LONGEST_ANSWER = 120;

  private final Cell cell;
  private final Script script;
  private final Recording recording = new Recording();

  private Cuts(Cell cell) {
    this.cell = cell;
    this.script = Script.of(cell, Model.of(cell), Client.PATIENCE);
  }

  /**
   * What came of it.
   *
   * @param played how often the cell was played again
   * @param complaints of each that came to something else, with its cut
   */
  record Report(int played, List<String> complaints) {}

  /** Returns the cells that can be played again. */
  static Stream<Cell> cells() {
    return Matrix.cells().stream()
        .filter(cell -> IN_CLEAR.contains(cell.way()) && cell.step() != Step.CONNECT)
        .filter(cell -> !NOT_AGAIN.contains(cell.fault()))
        .filter(cell ->
            switch (cell.fault().end()) {
              case LOST, NONSENSE, REPLY -> true;
              case TLS, TIME, INTERRUPT -> false;
            })
        // A write fails there, sooner or later.
        .filter(cell -> cell.step() != Step.BODY || cell.fault().end() != Fault.End.LOST);
  }

  static Report of(Cell cell) throws InterruptedException {
    return new Cuts(cell).report();
  }

  private Report report() throws InterruptedException {
    List<String> first = record();
    if (!first.isEmpty() || !recording.isReplayable()) {
      return new Report(0, List.of("not recorded: " + first));
    }
    List<Delivery> cuts = cuts().toList();
    for (Delivery cut : cuts) {
      List<String> complaints = replay(cut);
      if (!complaints.isEmpty()) {
        return new Report(cuts.size(), List.of(cut + ": " + complaints));
      }
    }
    return new Report(cuts.size(), List.of());
  }

  private Stream<Delivery> cuts() {
    int from = Math.max(1, script.saidBefore());
    int to = Math.min(from + LONGEST_ANSWER, recording.serverBytes());
    return Stream.concat(
        Stream.of(Delivery.byByte()), IntStream.range(from, to).mapToObj(Delivery::splitAt));
  }

  private List<String> record() throws InterruptedException {
    try (ScriptedServer server = ScriptedServer.start(script.dialogue())) {
      var target =
          new Target(
              server.port(), null, (host, port, limit) -> recording.record(connected(server)));
      return Trial.run(cell, target, script, () -> server.awaitMark(Script.FAULT));
    }
  }

  private static Socket connected(ScriptedServer server) throws IOException {
    var socket = new Socket(server.host(), server.port());
    server.release(Script.CONNECTED);
    return socket;
  }

  private List<String> replay(Delivery cut) throws InterruptedException {
    var target = new Target(1, null, (host, port, limit) -> recording.replay(cut));
    return Trial.run(cell, target, script, () -> {});
  }
}
