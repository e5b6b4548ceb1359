package smtp.it.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs all cells in parallel. */
final class Matrix {
  /** So many that cells that wait do not hold up cells that work. */
  private static final int AT_ONCE = 64;

  private final Map<Cell, Trial.Result> results = new ConcurrentHashMap<>();
  private final Set<Cell> triedAgain = ConcurrentHashMap.newKeySet();
  private final Set<String> left = new HashSet<>();
  private final Semaphore places = new Semaphore(AT_ONCE);
  private Duration elapsed = Duration.ZERO;

  /** Returns the cells that exist. */
  static List<Cell> cells() {
    return combinations().filter(cell -> Model.leftOut(cell).isEmpty()).toList();
  }

  /**
   * Returns the cells in which it makes no difference how the server's bytes are cut: it does
   * whether an additional reply comes with the reply to the content or after it.
   */
  static Stream<Cell> cuttable() {
    return cells().stream()
        .filter(cell -> cell.fault() != Fault.EXTRA || !cell.point().isAfterTheEnd());
  }

  /** Returns every combination of transport, point and fault. */
  static Stream<Cell> combinations() {
    List<Cell> all = new ArrayList<>();
    for (Transport transport : Transport.values()) {
      for (FaultPoint point : FaultPoint.values()) {
        for (Fault fault : Fault.values()) {
          all.add(new Cell(transport, point, fault));
        }
      }
    }
    return all.stream();
  }

  void tryAll() throws InterruptedException, ExecutionException {
    // Once before: the runtime opens some resources and keeps them.
    tryAll(List.of(new Cell(Transport.STARTTLS, FaultPoint.FINAL, Fault.BARE_LF)));
    long start = System.nanoTime();
    Map<Transport, List<Cell>> groups =
        cells().stream().collect(Collectors.groupingBy(Cell::transport));
    for (List<Cell> group : groups.values()) {
      var leftovers = new Leftovers();
      tryAll(group);
      left.addAll(leftovers.left());
    }
    elapsed = Duration.ofNanos(System.nanoTime() - start);
  }

  private void tryAll(Collection<Cell> cells) throws InterruptedException, ExecutionException {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (Cell cell : cells) {
        all.add(executor.submit(() -> results.put(cell, tried(cell))));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
  }

  private Trial.Result tried(Cell cell) throws IOException, InterruptedException {
    places.acquire();
    try {
      Iterator<Duration> limits = cell.fault().limits().iterator();
      Trial.Result result = Trial.run(cell, limits.next());
      while (result.late() && limits.hasNext()) {
        triedAgain.add(cell);
        result = Trial.run(cell, limits.next());
      }
      return result;
    } finally {
      places.release();
    }
  }

  List<String> complaints(Cell cell) {
    Trial.Result result = results.get(cell);
    return result == null ? List.of("was not tried") : result.complaints();
  }

  /** Returns the sockets and threads that were left. */
  Set<String> left() {
    return left;
  }

  /** Returns a report of what was measured. */
  String measured() {
    Cell latest =
        results.keySet().stream()
            .filter(cell -> cell.fault().isTimed())
            .max(Comparator.comparingLong(this::overrun))
            .orElseThrow();
    return """
    %d cells in %d s
    returned at most %d ms after the limit, deadline or interrupt (%s)
    repeated with a longer limit: %s
    """
        .formatted(
            results.size(), elapsed.toSeconds(), overrun(latest) / 1_000_000, latest, triedAgain);
  }

  private long overrun(Cell cell) {
    Trial.Result result = results.get(cell);
    return result == null ? 0 : result.overrunNanos();
  }
}
