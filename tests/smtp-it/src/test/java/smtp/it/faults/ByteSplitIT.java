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

/** Where the network splits the server's bytes makes no difference, even where they are wrong. */
class ByteSplitIT {
  private static final Path MEASURED = Path.of("target");

  private interface Player {
    CutResult play(Cell cell) throws Exception;
  }

  @Test
  void everyCellHasTheSameResultWhereverItsBytesAreSplit() throws Exception {
    assertNoDifference("byte-splits", MemoryCuts.cells(), MemoryCuts::of, 10_000);
  }

  @Test
  void everyCellHasTheSameResultWhereverTlsRecordsAndWritesAreSplit() throws Exception {
    assertNoDifference("socket-splits", SocketCuts.cells(), SocketCuts::of, 2_000);
  }

  private static void assertNoDifference(String name, Stream<Cell> cells, Player player, int least)
      throws Exception {
    Map<Cell, Future<CutResult>> results = new LinkedHashMap<>();
    List<String> complaints = new ArrayList<>();
    int replays = 0;
    try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
      cells.forEach(cell ->
          results.put(cell, executor.submit((Callable<CutResult>) () -> player.play(cell))));
      for (Map.Entry<Cell, Future<CutResult>> entry : results.entrySet()) {
        CutResult result = entry.getValue().get();
        result.complaints().forEach(complaint -> complaints.add(entry.getKey() + ": " + complaint));
        replays += result.replays();
      }
    }
    assertEquals(List.of(), complaints);
    assertTrue(replays >= least, replays + " replays");
    Files.writeString(
        MEASURED.resolve(name + "-measured.txt"),
        "%d cells, %d replays%n".formatted(results.size(), replays));
  }
}
