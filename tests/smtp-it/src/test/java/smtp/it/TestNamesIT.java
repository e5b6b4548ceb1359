package smtp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The build selects test classes by name; a class with another name would never run. */
class TestNamesIT {
  private static final Pattern TEST_METHOD =
      Pattern.compile(
          "^ +@(Test|ParameterizedTest|RepeatedTest|TestFactory|TestTemplate|Property|Example|FuzzTest)\\b",
          Pattern.MULTILINE);

  @Test
  void everyTestClassHasANameThatTheBuildRuns() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("..", ".."))) {
      assertEquals(
          List.of(),
          files
              .filter(file -> file.toString().contains("/src/test/java/"))
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !isRun(file) && hasTests(file))
              .toList());
    }
  }

  /** As configured for surefire in all modules, and for failsafe in this one and in consumers. */
  private static boolean isRun(Path file) {
    return file.toString()
        .matches(".*(Test|Properties)\\.java|.*/(smtp-it|consumers)/src/test/.*IT\\.java");
  }

  private static boolean hasTests(Path file) {
    try {
      return TEST_METHOD.matcher(Files.readString(file)).find();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
