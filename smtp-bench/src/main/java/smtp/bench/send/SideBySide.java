package smtp.bench.send;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Sends with this library, its peers and the limit clients in turns, and returns measurements. */
public final class SideBySide {

  private SideBySide() {}

  /**
   * Measures what the figures to reach need and, with full effort, then every contender in every
   * scenario.
   *
   * @param sinks the sinks to send to, {@code host:port} each: with DATA, with CHUNKING, the same
   *     for LMTP; missing ones are started
   */
  public static List<Measurement> run(Effort effort, List<String> sinks, PrintStream progress)
      throws Exception {
    List<Measurement> outcomes = new ArrayList<>();
    try (SinkProcess servers = SinkProcess.start(sinks)) {
      run(Plan.figures(), new Comparison(servers, effort), progress, outcomes);
      if (effort == Effort.FULL) {
        run(Plan.matrix(), new Comparison(servers, Effort.GLANCE), progress, outcomes);
      }
    }
    return outcomes;
  }

  private static void run(
      List<List<Entry>> plan,
      Comparison comparison,
      PrintStream progress,
      List<Measurement> outcomes)
      throws Exception {
    for (int i = 0; i < plan.size(); i++) {
      progress.printf("[%d/%d] %s%n", i + 1, plan.size(), scenarios(plan.get(i)));
      List<Measurement> measured = comparison.run(plan.get(i));
      measured.forEach(outcome -> progress.println("    " + line(outcome)));
      outcomes.addAll(measured);
    }
  }

  private static String scenarios(List<Entry> entries) {
    return entries.stream()
        .map(entry -> entry.scenario().toString())
        .distinct()
        .collect(Collectors.joining("; "));
  }

  private static String line(Measurement outcome) {
    return String.format(
        Locale.ROOT,
        "%-14s %10.1f messages/s %10.1f us CPU %10.0f B%s%s",
        outcome.contender().label(),
        outcome.mailsPerSecond(),
        outcome.cpuMicros(),
        outcome.allocated(),
        text(" %8.2f round trips", outcome.roundTrips()),
        text(" %8.1f writes", outcome.writes()));
  }

  private static String text(String format, OptionalDouble figure) {
    return figure.isPresent() ? String.format(Locale.ROOT, format, figure.getAsDouble()) : "";
  }
}
