package smtp.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a program of the build as a process of its own. */
final class Command {

  /** What the build has made, as these tests find it. */
  static final Path EXAMPLES = Path.of("..", "..", "examples").toAbsolutePath().normalize();

  static final Path MODULES = EXAMPLES.resolve("trimmed/target/modules");

  private static final long PATIENCE_SECONDS = 60;

  private final List<String> words = new ArrayList<>();
  private byte[] input = {};

  private Command(String program) {
    words.add(program);
  }

  /** What a program came to. */
  record Outcome(int status, String output) {}

  /** A program of the JDK that runs the tests. */
  static Command java() {
    return program(Path.of(System.getProperty("java.home"), "bin", "java"));
  }

  static Command program(Path file) {
    return new Command(file.toString());
  }

  Command with(Object... arguments) {
    for (Object argument : arguments) {
      words.add(argument.toString());
    }
    return this;
  }

  /** Gives it octets on its standard input, where otherwise is nothing. */
  Command reading(byte[] octets) {
    this.input = octets;
    return this;
  }

  /** Runs it to its end; errors are among the output. */
  Outcome run(Map<String, String> environment) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(input);
    } catch (IOException e) {
      // It ended without reading them.
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), () -> "still runs: " + words);
    return new Outcome(process.exitValue(), output);
  }
}
