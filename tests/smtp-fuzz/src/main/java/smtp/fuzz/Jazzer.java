package smtp.fuzz;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs Jazzer in a separate process, in which it may instrument any class. Its corpus is stored in
 * {@code target/fuzz/NAME}, with a log.
 */
final class Jazzer {

  private static final Path OUTPUT = Path.of("target", "fuzz");
  private static final String SANITIZERS = "com.code_intelligence.jazzer.sanitizers.";
  private static final Duration PROGRESS_INTERVAL = Duration.ofSeconds(10);

  private final Method test;
  private final String name;
  private final Path seeds;
  private final Path corpus;
  private final Path log;

  Jazzer(Method test, Path seeds) throws IOException {
    this.test = test;
    this.name = test.getDeclaringClass().getSimpleName();
    this.seeds = seeds;
    this.corpus = Files.createDirectories(OUTPUT.resolve(name).resolve("corpus"));
    this.log = OUTPUT.resolve(name).resolve("log.txt");
  }

  /**
   * Runs the test with one input after another.
   *
   * @throws AssertionError if the test fails for one of them
   */
  void run(Duration time) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command(time)).redirectErrorStream(true).start();
    try (BufferedReader output = process.inputReader();
        Writer logged = Files.newBufferedWriter(log)) {
      report(output, logged);
    } finally {
      process.destroy();
    }
    if (process.waitFor() != 0) {
      throw new AssertionError(
          "%s failed: see %s, and store the input in %s".formatted(name, log, seeds));
    }
  }

  private List<String> command(Duration time) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    command.add("-XX:+EnableDynamicAgentLoading");
    command.add("-D" + JazzerTarget.CLASS + "=" + test.getDeclaringClass().getName());
    command.add("-D" + JazzerTarget.METHOD + "=" + test.getName());
    command.addAll(List.of("-classpath", classPath()));
    command.add("com.code_intelligence.jazzer.Jazzer");
    command.add("--target_class=" + JazzerTarget.class.getName());
    command.add("--instrumentation_includes=smtp.**");
    // These hooks search for input in patterns, where there is none, and use 80 % of the time.
    command.add(
        "--disabled_hooks=" + SANITIZERS + "RegexRoadblocks:" + SANITIZERS + "RegexInjection");
    command.add("--reproducer_path=" + OUTPUT.resolve(name));
    command.add("-artifact_prefix=" + OUTPUT.resolve(name) + "/");
    command.add("-max_total_time=" + time.toSeconds());
    // An input that takes ten seconds is a finding as well.
    command.add("-timeout=10");
    command.addAll(List.of(corpus.toString(), seeds.toString()));
    return command;
  }

  /** Surefire hides the class path in a jar and provides it as a property. */
  private static String classPath() {
    return System.getProperty(
        "surefire.test.class.path", System.getProperty("java.class.path", ""));
  }

  private void report(BufferedReader output, Writer logged) throws IOException {
    long reported = System.nanoTime();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      logged.append(line).append('\n');
      boolean due = System.nanoTime() - reported > PROGRESS_INTERVAL.toNanos();
      if (line.startsWith("Done ") || line.startsWith("==") || (due && line.startsWith("#"))) {
        System.out.println(name + " " + line);
        reported = System.nanoTime();
      }
    }
  }
}
