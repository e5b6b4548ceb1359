package smtp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code .mvn/build/Owner.java}: one command sets the group id and what the owner fills in. */
class OwnerIT {
  private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
  private static final Pattern COPIED =
      Pattern.compile(".*(pom\\.xml|\\.md|CODEOWNERS|Owner\\.java|smtp/core/.*\\.java)");
  private static final Pattern UNOWNED =
      Pattern.compile("<groupId>smtp</groupId>|\\bsmtp:smtp-|>OWNER|[@/]OWNER|SECURITY-ADDRESS");

  @TempDir private Path folder;

  @Test
  void oneCommandLeavesNoPlaceholder() throws Exception {
    List<Path> copies = copies();
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process owner =
        new ProcessBuilder(java, ".mvn/build/Owner.java", "io.github.ann", "ann", "Ann", "a@b.test")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(owner.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, owner.waitFor(), output);
    for (Path copy : copies) {
      List<String> left =
          UNOWNED.matcher(Files.readString(copy)).results().map(r -> r.group()).toList();
      assertTrue(left.isEmpty(), () -> "left in " + copy + ": " + left);
    }
  }

  /** Copies the files that may have placeholders, and returns those that the program changes. */
  private List<Path> copies() throws IOException {
    var copies = new ArrayList<Path>();
    try (Stream<Path> files = Files.walk(ROOT)) {
      for (Path file : files.filter(OwnerIT::isCopied).toList()) {
        Path copy = folder.resolve(ROOT.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
        if (!copy.endsWith("Owner.java")) {
          copies.add(copy);
        }
      }
    }
    assertTrue(copies.size() > 50, "the files of this project were not found");
    return copies;
  }

  private static boolean isCopied(Path file) {
    String path = ROOT.relativize(file).toString().replace('\\', '/');
    return COPIED.matcher(path).matches()
        && !path.matches("(.*/)?(target|\\.git|node_modules|src/test)/.*");
  }
}
