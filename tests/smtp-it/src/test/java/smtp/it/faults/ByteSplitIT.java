package smtp.it.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Where the network cuts what the server says makes no difference, however wrong that is. */
class ByteSplitIT {
  private static final Path MEASURED = Path.of("target");

  private interface Player {
    Cuts.Report play(Cell cell) throws Exception;
  }

  @Test
  void everyCellComesToTheSameHoweverItsOctetsAreCut() throws Exception {
    assertNoDifference("byte-splits", Cuts.cells(), Cuts::of, 10_000);
  }

  @Test
  void everyCellComesToTheSameHoweverItsTlsRecordsAndWritesAreCut() throws Exception {
    assertNoDifference("socket-splits", SocketCuts.cells(), SocketCuts::of, 2_000);
  }

  private static void assertNoDifference(String name, Stream<Cell> cells, Player player, int least)
      throws Exception {
    Map<Cell, Future<Cuts.Report>> reports = new LinkedHashMap<>();
    List<String> complaints = new ArrayList<>();
    int played = 0;
    try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
      cells.forEach(cell ->
          reports.put(cell, executor.submit((Callable<Cuts.Report>) () -> player.play(cell))));
      for (Map.Entry<Cell, Future<Cuts.Report>> entry : reports.entrySet()) {
        Cuts.Report report = entry.getValue().get();
        report.complaints().forEach(complaint -> complaints.add(entry.getKey() + ": " + complaint));
        played += report.played();
      }
    }
    assertEquals(List.of(), complaints);
    assertTrue(played >= least, played + " replays");
    Files.writeString(
        MEASURED.resolve(name + "-measured.txt"),
        "%d cells, %d replays%n".formatted(reports.size(), played));
  }
}
