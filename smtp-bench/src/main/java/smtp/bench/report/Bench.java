package smtp.bench.report;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import smtp.bench.crowd.ManyCallers;
import smtp.bench.send.Effort;
import smtp.bench.send.Measurement;
import smtp.bench.send.SideBySide;

/** Measures everything and writes a report. */
public final class Bench {

  private Bench() {}

  /**
   * Runs the bench.
   *
   * @param args the effort, {@code short} or {@code full}; the folder to write to; {@code own} to
   *     start sinks, or {@code host:port,host:port} of a sink with DATA and one with CHUNKING,
   *     optionally followed by two more for LMTP
   */
  public static void main(String[] args) throws Exception {
    Effort effort = Effort.valueOf(args[0].toUpperCase(Locale.ROOT));
    Path folder = Files.createDirectories(Path.of(args[1]));
    List<String> sinks = args[2].equals("own") ? List.of() : List.of(args[2].split(",", -1));
    run(effort, folder, sinks, System.out);
  }

  /** Measures, writes a report, prints the figures reached, and returns the summary. */
  static Path run(Effort effort, Path folder, List<String> sinks, PrintStream progress)
      throws Exception {
    Map<String, String> machine = Machine.describe();
    List<Measurement> outcomes = SideBySide.run(effort, sinks, progress);
    CrowdReport crowds = new CrowdReport(ManyCallers.run(effort, sinks, progress));
    Micro micro = Micro.run(effort, progress);
    Path summary = new Report(machine, outcomes, crowds, micro, folder).write();
    progress.println(Files.readString(summary).split("\n## DataEncoder", 2)[0]);
    progress.println("Written: " + summary.toAbsolutePath());
    return summary;
  }
}
