package smtp.it.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import smtp.api.SmtpException;

/**
 * Every fault instead of every reply to two pipelined messages: the library handles it as {@link
 * FlightModel} says, and leaves nothing open.
 */
class FlightMatrixIT {
  private static final Map<FlightCell, Future<List<String>>> COMPLAINTS = new LinkedHashMap<>();
  private static final Set<String> LEFT = new HashSet<>();

  @BeforeAll
  static void tryAll() throws SmtpException, InterruptedException {
    // Once before: the runtime opens some resources and keeps them.
    tried(new FlightCell(Flight.DATA, 1, FaultPoint.FINAL, Fault.BARE_LF));
    var leftovers = new Leftovers();
    try (ExecutorService executor = Executors.newFixedThreadPool(32)) {
      FlightCell.cells().forEach(cell -> COMPLAINTS.put(cell, executor.submit(() -> tried(cell))));
    }
    LEFT.addAll(leftovers.left());
  }

  private static List<String> tried(FlightCell cell) throws SmtpException, InterruptedException {
    Iterator<Duration> limits = cell.fault().limits().iterator();
    FlightTrial.Result result = FlightTrial.run(cell, limits.next());
    while (result.late() && limits.hasNext()) {
      result = FlightTrial.run(cell, limits.next());
    }
    return result.complaints();
  }

  @TestFactory
  Stream<DynamicTest> libraryHandlesTheFaultAsTheModelSays() {
    return COMPLAINTS.entrySet().stream()
        .map(entry ->
            DynamicTest.dynamicTest(
                entry.getKey().toString(), () -> assertEquals(List.of(), entry.getValue().get())));
  }

  @Test
  void noSocketAndNoThreadIsLeft() {
    assertEquals(Set.of(), LEFT);
  }
}
