package smtp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/from-smtplib.md} has every row, each linked to the tests with the row's tag. */
class SmtplibRowsIT {

  private static final Path DOCS = Path.of("../../docs");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| ([SP]\\d+) \\|(.*)\\|([^|]*)\\|$");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)]*)\\)");
  private static final Pattern TAG = Pattern.compile("@Tag\\(\"([SP]\\d+)\"\\)");

  @Test
  void everyRowExistsOnce() throws IOException {
    Matcher row = ROW.matcher(document());
    var rows = new TreeSet<String>();
    while (row.find()) {
      assertEquals(true, rows.add(row.group(1)), () -> row.group(1) + " is there twice");
    }
    var expected = new TreeSet<String>();
    IntStream.rangeClosed(1, 139).mapToObj("S%02d"::formatted).forEach(expected::add);
    IntStream.rangeClosed(1, 86).mapToObj("P%02d"::formatted).forEach(expected::add);
    assertEquals(expected, rows);
  }

  @Test
  void everyRowLinksExactlyToItsTests() throws IOException {
    Map<String, Set<Path>> linked = new TreeMap<>();
    Matcher row = ROW.matcher(document());
    while (row.find()) {
      Matcher link = LINK.matcher(row.group(3));
      while (link.find()) {
        add(linked, row.group(1), DOCS.resolve(link.group(1)));
      }
    }
    assertEquals(tagged(), linked);
  }

  private static Map<String, Set<Path>> tagged() throws IOException {
    Map<String, Set<Path>> tagged = new TreeMap<>();
    for (Path test : tests()) {
      Matcher tag = TAG.matcher(Files.readString(test));
      while (tag.find()) {
        add(tagged, tag.group(1), test);
      }
    }
    return tagged;
  }

  private static Iterable<Path> tests() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("..", ".."))) {
      return files
          .filter(file -> file.toString().contains("/src/test/java/"))
          .filter(file -> file.toString().endsWith(".java"))
          .toList();
    }
  }

  private static void add(Map<String, Set<Path>> map, String row, Path file) {
    map.computeIfAbsent(row, key -> new TreeSet<>()).add(file.toAbsolutePath().normalize());
  }

  private static String document() throws IOException {
    return Files.readString(DOCS.resolve("from-smtplib.md"));
  }
}
