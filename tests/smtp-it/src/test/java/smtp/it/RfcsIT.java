package smtp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/rfcs.md} lists each RFC that the code names, with classes and tests that exist. */
class RfcsIT {
  private static final Path ROOT = Path.of("..", "..");

  /** A line of a comment may end between the two words. */
  private static final Pattern RFC = Pattern.compile("RFC[\\s*]+(\\d+)");

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| RFC (\\d+) \\|[^|]*\\|([^|]*)\\|([^|]*)\\|$");
  private static final Pattern MODULE = Pattern.compile("(smtp-\\w+): ([^;]*)");
  private static final Pattern NAME = Pattern.compile("`(\\w+)`");

  @Test
  void everyRfcThatTheCodeNamesIsListedOnce() throws IOException {
    List<String> listed = rows().map(row -> row.group(1)).toList();
    assertEquals(new TreeSet<>(listed).size(), listed.size(), () -> "Listed twice: " + listed);
    Set<String> missing = named();
    listed.forEach(missing::remove);
    assertEquals(Set.of(), missing, "Named in the code, not listed in docs/rfcs.md");
    Set<String> unknown = new TreeSet<>(listed);
    unknown.removeAll(named());
    assertEquals(Set.of(), unknown, "Listed in docs/rfcs.md, not named in the code");
  }

  @Test
  void everyClassIsInItsModule() throws IOException {
    List<String> missing = new ArrayList<>();
    for (MatchResult row : rows().toList()) {
      List<MatchResult> modules = MODULE.matcher(row.group(2)).results().toList();
      assertTrue(!modules.isEmpty(), () -> "No module for RFC " + row.group(1));
      for (MatchResult module : modules) {
        missing.addAll(absent(module.group(2), ROOT.resolve(module.group(1)), "main"));
      }
    }
    assertEquals(List.of(), missing);
  }

  @Test
  void everyTestExists() throws IOException {
    List<String> missing = new ArrayList<>();
    for (MatchResult row : rows().toList()) {
      missing.addAll(absent(row.group(3), ROOT, "test"));
    }
    assertEquals(List.of(), missing);
  }

  private static Stream<MatchResult> rows() throws IOException {
    return ROW.matcher(Files.readString(ROOT.resolve("docs").resolve("rfcs.md"))).results();
  }

  private static Set<String> named() throws IOException {
    Set<String> named = new TreeSet<>();
    for (Path source : sources(ROOT, file -> isOf(file, "main") && !isBench(file))) {
      RFC.matcher(Files.readString(source)).results().forEach(rfc -> named.add(rfc.group(1)));
    }
    return named;
  }

  /** Returns the names in a cell of the table that are no class of that folder's sources. */
  private static List<String> absent(String cell, Path folder, String kind) throws IOException {
    Set<String> present = new TreeSet<>();
    sources(folder, file -> isOf(file, kind))
        .forEach(file -> present.add(file.getFileName().toString().replace(".java", "")));
    return NAME.matcher(cell)
        .results()
        .map(name -> name.group(1))
        .filter(name -> !present.contains(name))
        .toList();
  }

  private static boolean isOf(Path file, String kind) {
    return file.toString().contains("/src/" + kind + "/java/");
  }

  private static boolean isBench(Path file) {
    return file.toString().contains("/smtp-bench/");
  }

  private static List<Path> sources(Path folder, Predicate<Path> filter) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).filter(filter).toList();
    }
  }
}
