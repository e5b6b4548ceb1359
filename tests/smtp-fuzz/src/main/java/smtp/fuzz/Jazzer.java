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
 * Jazzer, in a process of its own: there it may instrument what it likes. What it finds worth to go
 * on with is kept in {@code target/fuzz/NAME}, with a log.
 */
final class Jazzer {

  private static final Path KEPT = Path.of("target", "fuzz");
  private static final String SANITIZERS = "com.code_intelligence.jazzer.sanitizers.";
  private static final Duration BETWEEN_SIGNS_OF_LIFE = Duration.ofSeconds(10);

  private final Method test;
  private final String name;
  private final Path seeds;
  private final Path corpus;
  private final Path log;

  Jazzer(Method test, Path seeds) throws IOException {
    this.test = test;
    this.name = test.getDeclaringClass().getSimpleName();
    this.seeds = seeds;
    this.corpus = Files.createDirectories(KEPT.resolve(name).resolve("corpus"));
    this.log = KEPT.resolve(name).resolve("log.txt");
  }

  /**
   * Runs the test on one input after the other.
   *
   * @throws AssertionError if one breaks it
   */
  void run(Duration time) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command(time)).redirectErrorStream(true).start();
    try (BufferedReader output = process.inputReader();
        Writer logged = Files.newBufferedWriter(log)) {
      tell(output, logged);
    } finally {
      process.destroy();
    }
    if (process.waitFor() != 0) {
      throw new AssertionError(
          "%s broke: see %s, and keep its input in %s".formatted(name, log, seeds));
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
    // They look for input in patterns, where there is none, and take four fifths of the time.
    command.add(
        "--disabled_hooks=" + SANITIZERS + "RegexRoadblocks:" + SANITIZERS + "RegexInjection");
    command.add("--reproducer_path=" + KEPT.resolve(name));
    command.add("-artifact_prefix=" + KEPT.resolve(name) + "/");
    command.add("-max_total_time=" + time.toSeconds());
    // An input that takes ten seconds is a finding, too.
    command.add("-timeout=10");
    command.addAll(List.of(corpus.toString(), seeds.toString()));
    return command;
  }

  /** Surefire hides the class path in a jar, and says what it is. */
  private static String classPath() {
    return System.getProperty(
        "surefire.test.class.path", System.getProperty("java.class.path", ""));
  }

  private void tell(BufferedReader output, Writer logged) throws IOException {
    long told = System.nanoTime();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      logged.append(line).append('\n');
      boolean due = System.nanoTime() - told > BETWEEN_SIGNS_OF_LIFE.toNanos();
      if (line.startsWith("Done ") || line.startsWith("==") || (due && line.startsWith("#"))) {
        System.out.println(name + " " + line);
        told = System.nanoTime();
      }
    }
  }
}
