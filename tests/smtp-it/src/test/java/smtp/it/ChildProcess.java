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

/** Runs a program, such as an example of the build, in a separate process. */
final class ChildProcess {

  /** The examples, which the build has compiled and packed. */
  static final Path EXAMPLES = Path.of("..", "..", "examples").toAbsolutePath().normalize();

  static final Path MODULES = EXAMPLES.resolve("trimmed/target/modules");

  private static final long PATIENCE_SECONDS = 60;

  private final List<String> words = new ArrayList<>();
  private byte[] input = {};

  private ChildProcess(String program) {
    words.add(program);
  }

  /** The exit status of a program and what it printed. */
  record Result(int status, String output) {}

  /** Returns {@code java} of the JDK that runs the tests. */
  static ChildProcess java() {
    return program(Path.of(System.getProperty("java.home"), "bin", "java"));
  }

  static ChildProcess program(Path file) {
    return new ChildProcess(file.toString());
  }

  ChildProcess with(Object... arguments) {
    for (Object argument : arguments) {
      words.add(argument.toString());
    }
    return this;
  }

  /** Sets the bytes of its standard input, which is empty otherwise. */
  ChildProcess reading(byte[] bytes) {
    this.input = bytes;
    return this;
  }

  /** Runs the program and waits for its end. The output includes the error output. */
  Result run(Map<String, String> environment) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(input);
    } catch (IOException e) {
      // The program ended without reading its input.
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), () -> "still runs: " + words);
    return new Result(process.exitValue(), output);
  }
}
