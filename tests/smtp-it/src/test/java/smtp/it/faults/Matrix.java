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

/** All cells, tried side by side. */
final class Matrix {
  /** Enough for those that wait not to hold up those that work. */
  private static final int AT_ONCE = 64;

  private final Map<Cell, Trial.Report> reports = new ConcurrentHashMap<>();
  private final Set<Cell> triedAgain = ConcurrentHashMap.newKeySet();
  private final Set<String> left = new HashSet<>();
  private final Semaphore places = new Semaphore(AT_ONCE);
  private Duration elapsed = Duration.ZERO;

  /** Returns the cells that there are. */
  static List<Cell> cells() {
    return combinations().filter(cell -> Model.leftOut(cell).isEmpty()).toList();
  }

  /** Returns every combination of way, step and fault. */
  static Stream<Cell> combinations() {
    List<Cell> all = new ArrayList<>();
    for (Way way : Way.values()) {
      for (Step step : Step.values()) {
        for (Fault fault : Fault.values()) {
          all.add(new Cell(way, step, fault));
        }
      }
    }
    return all.stream();
  }

  void tryAll() throws InterruptedException, ExecutionException {
    // Once for what the runtime opens and keeps.
    tryAll(List.of(new Cell(Way.STARTTLS, Step.FINAL, Fault.BARE_LF)));
    long start = System.nanoTime();
    Map<Way, List<Cell>> groups = cells().stream().collect(Collectors.groupingBy(Cell::way));
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
        all.add(executor.submit(() -> reports.put(cell, tried(cell))));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
  }

  private Trial.Report tried(Cell cell) throws IOException, InterruptedException {
    places.acquire();
    try {
      Iterator<Duration> limits = cell.fault().limits().iterator();
      Trial.Report report = Trial.run(cell, limits.next());
      while (!report.complaints().isEmpty() && limits.hasNext()) {
        triedAgain.add(cell);
        report = Trial.run(cell, limits.next());
      }
      return report;
    } finally {
      places.release();
    }
  }

  List<String> complaints(Cell cell) {
    Trial.Report report = reports.get(cell);
    return report == null ? List.of("was not tried") : report.complaints();
  }

  /** Returns what was left of sockets and threads. */
  Set<String> left() {
    return left;
  }

  /** Returns what was measured, in words. */
  String measured() {
    Cell latest =
        reports.keySet().stream()
            .filter(cell -> cell.fault().isTimed())
            .max(Comparator.comparingLong(this::overrun))
            .orElseThrow();
    return """
    %d cells in %d s
    came back after the limit, deadline or interrupt by %d ms at most (%s)
    tried again with a longer limit: %s
    """
        .formatted(
            reports.size(), elapsed.toSeconds(), overrun(latest) / 1_000_000, latest, triedAgain);
  }

  private long overrun(Cell cell) {
    Trial.Report report = reports.get(cell);
    return report == null ? 0 : report.overrunNanos();
  }
}
