package smtp.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import smtp.bench.crowd.Crowd;
import smtp.bench.crowd.CrowdMeasurement;
import smtp.bench.crowd.ManyCallers;
import smtp.bench.crowd.Way;
import smtp.bench.report.Chart.Bar;
import smtp.bench.report.Chart.Kind;
import smtp.bench.report.Chart.Panel;
import smtp.bench.send.SinkProcess;

/** The figures, tables and charts of senders that many callers share. */
final class CrowdReport {

  private static final double ROUND_TRIP_MILLIS = SinkProcess.ROUND_TRIP.toMillis();

  private final List<CrowdMeasurement> measured;

  CrowdReport(List<CrowdMeasurement> measured) {
    this.measured = measured;
  }

  List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    for (int connections : ManyCallers.CONNECTIONS) {
      figures.add(saturated(connections, true));
      figures.add(saturated(connections, false));
    }
    double roundTrip = ROUND_TRIP_MILLIS;
    figures.add(
        Figure.atMost(
            1.15,
            "Mailer: p99 in round trips, " + ManyCallers.now(),
            p99(ManyCallers.now()) / roundTrip));
    figures.add(
        Figure.atLeast(
            0.8,
            "Mailer: messages per second to sendAll, " + ManyCallers.near(),
            rate(ManyCallers.near(), Way.MAILER) / rate(ManyCallers.near(), Way.STREAMS)));
    figures.add(
        Figure.atMost(
            3,
            "Mailer: p99 of the small ones in round trips, " + ManyCallers.beside(),
            p99(ManyCallers.beside()) / roundTrip));
    figures.add(
        Figure.atMost(
            1536,
            "Mailer: bytes allocated per message, callers included, " + ManyCallers.near(),
            find(ManyCallers.near(), Way.MAILER).allocated()));
    comparisons(figures);
    return figures;
  }

  private void comparisons(List<Figure> figures) {
    for (Crowd crowd : List.of(ManyCallers.requests(true), ManyCallers.requests(false))) {
      for (Way way : List.of(Way.POOL, Way.CLIENT, Way.ANGUS_POOL)) {
        figures.add(
            Figure.forComparison(
                "Mailer: messages per second to a %s, %s".formatted(way.label(), crowd),
                rate(crowd, Way.MAILER) / rate(crowd, way)));
      }
    }
  }

  /** By DATA one message a connection can be under way, with CHUNKING a window of them. */
  private Figure saturated(int connections, boolean chunking) {
    Crowd crowd = ManyCallers.saturating(connections, chunking);
    int limit = connections * (chunking ? Way.WINDOW : 1);
    return Figure.atLeast(
        0.9,
        "Mailer: messages a round trip to %d, %s".formatted(limit, crowd),
        rate(crowd, Way.MAILER) * ROUND_TRIP_MILLIS / 1000 / limit);
  }

  private double rate(Crowd crowd, Way way) {
    return find(crowd, way).perSecond();
  }

  private double p99(Crowd crowd) {
    return find(crowd, Way.MAILER).p99Millis().orElseThrow();
  }

  private CrowdMeasurement find(Crowd crowd, Way way) {
    return measured.stream()
        .filter(one -> one.crowd().equals(crowd) && one.way() == way)
        .findFirst()
        .orElseThrow();
  }

  // --- tables and charts

  String tables() {
    return byCrowd().entrySet().stream()
        .map(entry -> table(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining("", "\n## Many callers\n", ""));
  }

  List<Panel> panels() {
    return byCrowd().entrySet().stream()
        .filter(entry -> entry.getValue().size() > 1 && entry.getKey().perSecond() == 0)
        .map(entry -> new Panel(entry.getKey().toString(), bars(entry.getValue())))
        .toList();
  }

  private static List<Bar> bars(List<CrowdMeasurement> some) {
    return some.stream()
        .map(one ->
            new Bar(one.way().label(), one.perSecond(), Kind.valueOf(one.way().kind().name())))
        .toList();
  }

  private Map<Crowd, List<CrowdMeasurement>> byCrowd() {
    return measured.stream()
        .collect(
            Collectors.groupingBy(
                CrowdMeasurement::crowd, LinkedHashMap::new, Collectors.toList()));
  }

  private static String table(Crowd crowd, List<CrowdMeasurement> some) {
    return "\n### "
        + crowd
        + "\n\n| way to send | messages/s | median, ms | p99, ms | CPU of the process, µs | allocated, B |"
        + "\n|---|---:|---:|---:|---:|---:|\n"
        + some.stream().map(CrowdReport::row).collect(Collectors.joining());
  }

  private static String row(CrowdMeasurement one) {
    return "| %s | %s | %s | %s | %s | %s |\n"
        .formatted(
            one.way().label(),
            Numbers.text(one.perSecond()),
            Numbers.text(one.medianMillis()),
            Numbers.text(one.p99Millis()),
            Numbers.text(one.cpuMicros()),
            Numbers.text(one.allocated()));
  }
}
