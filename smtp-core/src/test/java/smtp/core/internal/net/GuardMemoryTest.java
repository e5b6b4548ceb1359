package smtp.core.internal.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The guard outlives a heap without room, which only a process of its own can have. */
class GuardMemoryTest {

  @Test
  void guardOutlivesAFullHeapAndClosesAfterwards() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx24m",
                "-Xint",
                "-XX:+UseSerialGC",
                // Otherwise the guard's thread may have room of its own.
                "-XX:-UseTLAB",
                "-cp",
                classPath(),
                GuardInFullHeap.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
  }

  /** The modules under test are on the class path of that process. */
  private static String classPath() throws Exception {
    Path tests = root(GuardInFullHeap.class);
    return String.join(
        File.pathSeparator,
        tests.toString(),
        root(Guard.class).toString(),
        System.getProperty("jdk.module.path", ""),
        System.getProperty("java.class.path", ""));
  }

  private static Path root(Class<?> type) throws Exception {
    String name = type.getSimpleName() + ".class";
    Path file = Path.of(Objects.requireNonNull(type.getResource(name)).toURI());
    return file.resolve("../../../../..").normalize();
  }
}
