package smtp.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import smtp.bench.Arrival;
import smtp.bench.Contents;
import smtp.bench.Replies;
import smtp.bench.Supply;
import smtp.bench.report.Chart.Bar;
import smtp.bench.report.Chart.Kind;
import smtp.bench.report.Chart.Panel;
import smtp.bench.send.Contender;
import smtp.bench.send.Measurement;
import smtp.bench.send.Scenario;

/** Writes the measurements as JSON, charts, and a summary in Markdown. */
final class Report {

  private static final int SIZES = 4;

  private final Map<String, String> machine;
  private final List<Measurement> outcomes;
  private final CrowdReport crowds;
  private final Micro micro;
  private final Path folder;

  Report(
      Map<String, String> machine,
      List<Measurement> outcomes,
      CrowdReport crowds,
      Micro micro,
      Path folder) {
    this.machine = machine;
    this.outcomes = outcomes;
    this.crowds = crowds;
    this.micro = micro;
    this.folder = folder;
  }

  /** Writes all files and returns the summary. */
  Path write() throws IOException {
    micro.write(folder.resolve("jmh.json"));
    Files.writeString(folder.resolve("side-by-side.json"), json());
    Files.writeString(
        folder.resolve("encoder.svg"),
        Chart.draw("DataEncoder, 1 MiB as an array: GB/s (more is better)", 2, encoders()));
    Files.writeString(
        folder.resolve("parser.svg"),
        Chart.draw("ReplyParser: nanoseconds (less is better)", 2, parsers()));
    Files.writeString(
        folder.resolve("near.svg"),
        Chart.draw("Messages per second, server near (more is better)", columns(), panels(false)));
    Files.writeString(
        folder.resolve("far.svg"),
        Chart.draw(
            "Messages per second, server 50 ms away (more is better)", columns(), panels(true)));
    Files.writeString(
        folder.resolve("callers.svg"),
        Chart.draw("Messages per second of many callers (more is better)", 2, crowds.panels()));
    return Files.writeString(folder.resolve("summary.md"), summary());
  }

  // --- JSON

  private String json() {
    return JsonWriter.of(
            Map.of("machine", machine, "outcomes", outcomes.stream().map(Report::map).toList()))
        + "\n";
  }

  private static Map<String, Object> map(Measurement outcome) {
    Scenario scenario = outcome.scenario();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("client", outcome.contender().label());
    map.put("size", scenario.size());
    map.put("recipients", scenario.recipients());
    map.put("connections", scenario.connections());
    map.put("far", scenario.far());
    map.put("chunking", scenario.chunking());
    map.put("mailsPerSecond", outcome.mailsPerSecond());
    map.put("rounds", Arrays.stream(outcome.rates()).boxed().toList());
    map.put("cpuMicrosPerMail", outcome.cpuMicros());
    map.put("allocatedPerMail", outcome.allocated());
    outcome.roundTrips().ifPresent(value -> map.put("roundTripsPerMail", value));
    outcome.writes().ifPresent(value -> map.put("writesPerMail", value));
    return map;
  }

  // --- charts

  private List<Panel> encoders() {
    return Arrays.stream(Contents.values())
        .map(content -> codec(content.name(), name -> micro.encoder(name, content, Supply.ARRAY)))
        .toList();
  }

  private List<Panel> parsers() {
    return Arrays.stream(Replies.values())
        .map(replies ->
            new Panel(
                replies.name(),
                List.of(
                    new Bar("this library", parser("replyParser", replies), Kind.LIBRARY),
                    new Bar("Angus Mail", parser("angusMail", replies), Kind.PEER),
                    new Bar("Commons Net", parser("commonsNet", replies), Kind.PEER))))
        .toList();
  }

  private double parser(String name, Replies replies) {
    return micro.parser(name, replies, Arrival.WHOLE);
  }

  private static Panel codec(String title, Function<String, Double> figure) {
    return new Panel(
        title,
        List.of(
            new Bar("arraycopy", figure.apply("arrayCopy"), Kind.LIMIT),
            new Bar("DATA", figure.apply("dataEncoder"), Kind.LIBRARY),
            new Bar("BDAT", figure.apply("bdatEncoder"), Kind.LIBRARY),
            new Bar("Angus Mail", figure.apply("angusMail"), Kind.PEER),
            new Bar("Commons Net", figure.apply("commonsNet"), Kind.PEER)));
  }

  /** Shows all sizes of the same circumstances in one row, if all were measured. */
  private int columns() {
    return outcomes.size() > 200 ? SIZES : 2;
  }

  private List<Panel> panels(boolean far) {
    return scenarios().entrySet().stream()
        .filter(entry -> entry.getKey().far() == far)
        .map(entry -> new Panel(title(entry.getKey()), bars(entry.getValue())))
        .toList();
  }

  private static String title(Scenario scenario) {
    return "%s, %d rcpt, %d conn, %s%s"
        .formatted(
            scenario.sizeText(),
            scenario.recipients(),
            scenario.connections(),
            scenario.chunking() ? "CHUNKING" : "DATA",
            scenario.lmtp() ? ", LMTP" : "");
  }

  private static List<Bar> bars(List<Measurement> measured) {
    return measured.stream()
        .map(outcome ->
            new Bar(
                outcome.contender().label(),
                outcome.mailsPerSecond(),
                Kind.valueOf(outcome.contender().kind().name())))
        .toList();
  }

  /** Returns measurements by scenario; of those measured twice, the later one. */
  private Map<Scenario, List<Measurement>> scenarios() {
    Map<Scenario, Map<Contender, Measurement>> all = new LinkedHashMap<>();
    for (Measurement outcome : outcomes) {
      all.computeIfAbsent(outcome.scenario(), s -> new LinkedHashMap<>())
          .put(outcome.contender(), outcome);
    }
    Map<Scenario, List<Measurement>> lists = new LinkedHashMap<>();
    all.forEach((scenario, measured) -> lists.put(scenario, List.copyOf(measured.values())));
    return lists;
  }

  // --- Markdown

  private String summary() {
    StringBuilder text = new StringBuilder("# Measurements\n\n| | |\n|---|---|\n");
    machine.forEach((name, value) -> text.append("| " + name + " | " + value + " |\n"));
    text.append("\n## Figures to reach\n\n| what | figure | to reach | |\n|---|---:|---:|---|\n");
    Figures.of(outcomes, micro).forEach(figure -> text.append(row(figure)));
    crowds.figures().forEach(figure -> text.append(row(figure)));
    text.append(crowds.tables());
    text.append(codecs());
    text.append("\n## Clients\n");
    scenarios().forEach((scenario, measured) -> text.append(table(scenario, measured)));
    return text.toString();
  }

  private static String row(Figure figure) {
    return "| %s | %s | %s | %s |\n"
        .formatted(figure.what(), Numbers.text(figure.value()), figure.aim(), figure.verdict());
  }

  private String codecs() {
    StringBuilder text = new StringBuilder();
    for (Supply supply : Supply.values()) {
      text.append("\n## DataEncoder, 1 MiB from ")
          .append(supply == Supply.ARRAY ? "an array" : "a stream")
          .append(", GB/s\n\n| content | arraycopy | DATA | BDAT | Angus Mail | Commons Net |\n")
          .append("|---|---:|---:|---:|---:|---:|\n");
      for (Contents content : Contents.values()) {
        text.append(encoderRow(content, supply));
      }
    }
    text.append("\n## ReplyParser, ns\n\n| replies | arrival | this library | Angus Mail |")
        .append(" Commons Net |\n|---|---|---:|---:|---:|\n");
    for (Replies replies : Replies.values()) {
      for (Arrival arrival : Arrival.values()) {
        text.append(parserRow(replies, arrival));
      }
    }
    return text.toString();
  }

  private String encoderRow(Contents content, Supply supply) {
    return List.of("arrayCopy", "dataEncoder", "bdatEncoder", "angusMail", "commonsNet").stream()
        .map(name -> Numbers.text(micro.encoder(name, content, supply)))
        .collect(Collectors.joining(" | ", "| " + content + " | ", " |\n"));
  }

  private String parserRow(Replies replies, Arrival arrival) {
    return List.of("replyParser", "angusMail", "commonsNet").stream()
        .map(name -> Numbers.text(micro.parser(name, replies, arrival)))
        .collect(
            Collectors.joining(
                " | ",
                "| " + replies + " | " + arrival.name().toLowerCase(Locale.ROOT) + " | ",
                " |\n"));
  }

  private static String table(Scenario scenario, List<Measurement> measured) {
    return "\n### "
        + scenario
        + "\n\n| client | messages/s | to the fastest | round trips | CPU, µs | allocated, B | writes |"
        + "\n|---|---:|---:|---:|---:|---:|---:|\n"
        + measured.stream().map(outcome -> row(outcome, measured)).collect(Collectors.joining());
  }

  private static String row(Measurement outcome, List<Measurement> measured) {
    double most = measured.stream().mapToDouble(Measurement::mailsPerSecond).max().orElseThrow();
    return "| %s | %s | %.3f | %s | %s | %s | %s |\n"
        .formatted(
            outcome.contender().label(),
            Numbers.text(outcome.mailsPerSecond()),
            outcome.mailsPerSecond() / most,
            Numbers.text(outcome.roundTrips()),
            Numbers.text(outcome.cpuMicros()),
            Numbers.text(outcome.allocated()),
            Numbers.text(outcome.writes()));
  }
}
