package smtp.it;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Which packages of a module need which others is what was reviewed, classes form no circles, and
 * packages and files stay small enough to be read. Where a test fails, its message says which class
 * is the cause, and the text to copy if the change is meant.
 */
class StructureIT {
  private static final Path ARROWS = Path.of("src", "test", "resources", "arrows");
  private static final Path CIRCLES = Path.of("src", "test", "resources", "circles.txt");

  private static final int MOST_FILES = 20;
  private static final int MOST_LINES = 400;
  private static final int MOST_CAUSES = 12;

  /** Packages that may have more files than others. */
  private static final Set<String> MAY_BE_LARGE =
      Set.of(
          "smtp.api", // the values that a user of the library imports, from one package
          "smtp.core.internal.net", // sockets, TLS and proxies, each a few small files
          "smtp.auth", // exports nothing; most files are one mechanism or its provider
          "smtp.testkit"); // exported as one package, to which its parts are private

  /**
   * Packages that may need each other: a session takes a mechanism of the caller's, a mechanism
   * takes credentials; an exception registers with the internal package how its result is set.
   */
  private static final Set<String> MAY_NEED_EACH_OTHER =
      Set.of("smtp.api", "smtp.api.internal", "smtp.api.spi");

  private static final Map<String, Graph> READ = new ConcurrentHashMap<>();

  @Test
  void everyPublishedModuleHasReviewedArrows() throws IOException {
    try (Stream<Path> reviewed = Files.list(ARROWS)) {
      assertEquals(
          BuiltModules.published().map(BuiltModules::name).sorted().toList(),
          reviewed.map(file -> file.getFileName().toString().replace(".txt", "")).sorted().toList(),
          () -> ARROWS + " has one file for each published module");
    }
  }

  @ParameterizedTest
  @MethodSource("smtp.it.BuiltModules#published")
  void packagesNeedEachOtherAsReviewed(ModuleReference module) throws IOException {
    Path file = ARROWS.resolve(BuiltModules.name(module) + ".txt");
    Set<String> reviewed = new TreeSet<>(Files.readAllLines(file));
    Graph classes = classes(module);
    Set<String> arrows = ClassFiles.packages(classes).arrows();
    if (!arrows.equals(reviewed)) {
      fail(
          "The arrows between packages are not those of "
              + file
              + "\n"
              + described("New:  ", minus(arrows, reviewed), classes)
              + described("Gone: ", minus(reviewed, arrows), classes)
              + "Remove the uses listed under a new arrow, or move the class to the package that uses it."
              + " If the change is meant, the file needs exactly these lines:\n"
              + lines(arrows));
    }
  }

  @ParameterizedTest
  @MethodSource("smtp.it.BuiltModules#published")
  void noTwoPackagesNeedEachOther(ModuleReference module) {
    List<Set<String>> circles = ClassFiles.packages(classes(module)).circles();
    assertEquals(
        List.of(), circles.stream().filter(some -> !MAY_NEED_EACH_OTHER.equals(some)).toList());
  }

  @ParameterizedTest
  @MethodSource("smtp.it.BuiltModules#published")
  void onlyListedClassesFormCircles(ModuleReference module) throws IOException {
    Graph classes = classes(module);
    Map<String, Set<String>> circles = new TreeMap<>();
    classes.circles().forEach(circle -> circles.put(line(module, circle), circle));
    Set<String> reviewed = reviewedCircles(module);
    Set<String> added = minus(circles.keySet(), reviewed);
    Set<String> gone = minus(reviewed, circles.keySet());
    if (!added.isEmpty() || !gone.isEmpty()) {
      fail(
          "The circles of classes are not those of "
              + CIRCLES
              + "\n"
              + added.stream()
                  .map(line -> "New:  " + line + arrowsOf(circles.get(line), classes) + "\n")
                  .collect(joining())
              + gone.stream().map(line -> "Gone: " + line + "\n").collect(joining())
              + "Cut one of the arrows of a new circle. If the circle is deliberate, add its line to the"
              + " file, below a comment with the reason. Remove the lines of circles that are gone.\n"
              + lines(added));
    }
  }

  @Test
  void everyCircleHasAReason() throws IOException {
    String before = "";
    for (String line : Files.readAllLines(CIRCLES)) {
      if (!line.isEmpty() && !line.startsWith("#") && !before.startsWith("#")) {
        fail("No comment says why this circle is there: " + line);
      }
      before = line;
    }
  }

  @ParameterizedTest
  @MethodSource("smtp.it.BuiltModules#published")
  void noPackageHasMoreThanTwentyFiles(ModuleReference module) throws IOException {
    Map<Path, Integer> files = new TreeMap<>();
    for (Path file : sources(module)) {
      files.merge(file.getParent(), 1, Integer::sum);
    }
    files.values().removeIf(count -> count <= MOST_FILES);
    files.keySet().removeIf(folder -> MAY_BE_LARGE.contains(packageName(module, folder)));
    assertEquals(Map.of(), files, "Packages with too many files: split them by what they are for");
  }

  @ParameterizedTest
  @MethodSource("smtp.it.BuiltModules#published")
  void noFileHasMoreThanFourHundredLines(ModuleReference module) throws IOException {
    Map<Path, Integer> lines = new TreeMap<>();
    for (Path file : sources(module)) {
      lines.put(file, Files.readAllLines(file).size());
    }
    lines.values().removeIf(count -> count <= MOST_LINES);
    assertEquals(Map.of(), lines, "Files with too many lines: split off what can be named");
  }

  /** The class files of a module are read once for all tests. */
  private static Graph classes(ModuleReference module) {
    return READ.computeIfAbsent(BuiltModules.name(module), name -> ClassFiles.classes(module));
  }

  private static List<Path> sources(ModuleReference module) throws IOException {
    try (Stream<Path> files = Files.walk(sourceFolder(module))) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static Path sourceFolder(ModuleReference module) {
    String folder = BuiltModules.name(module).replace('.', '-');
    return Path.of("..", "..", folder, "src", "main", "java");
  }

  private static String packageName(ModuleReference module, Path folder) {
    return sourceFolder(module)
        .relativize(folder)
        .toString()
        .replace(folder.getFileSystem().getSeparator(), ".");
  }

  private static Set<String> reviewedCircles(ModuleReference module) throws IOException {
    try (Stream<String> lines = Files.lines(CIRCLES)) {
      return new TreeSet<>(
          lines.filter(line -> line.startsWith(BuiltModules.name(module) + ": ")).toList());
    }
  }

  /** A circle as {@link #CIRCLES} has it: the module, and the classes without its name. */
  private static String line(ModuleReference module, Set<String> circle) {
    String start = BuiltModules.name(module) + ".";
    return circle.stream()
        .map(name -> name.substring(start.length()))
        .collect(joining(" ", BuiltModules.name(module) + ": ", ""));
  }

  private static String arrowsOf(Set<String> circle, Graph classes) {
    return indented(classes.within(circle).arrows().stream());
  }

  /** Arrows between packages, one a line, each with the arrows between classes that make it. */
  private static String described(String label, Set<String> arrows, Graph classes) {
    return arrows.stream()
        .map(arrow -> label + arrow + causes(arrow, classes) + "\n")
        .collect(joining());
  }

  private static String causes(String arrow, Graph classes) {
    return indented(classes.arrows().stream().filter(between -> arrow.equals(packages(between))));
  }

  private static String indented(Stream<String> arrows) {
    List<String> all = arrows.toList();
    String more = all.size() > MOST_CAUSES ? "\n        and more" : "";
    return all.stream()
        .limit(MOST_CAUSES)
        .map(arrow -> "\n        " + arrow)
        .collect(joining("", "", more));
  }

  private static String packages(String arrow) {
    return Stream.of(arrow.split(" -> ")).map(ClassFiles::packageOf).collect(joining(" -> "));
  }

  private static Set<String> minus(Set<String> some, Set<String> others) {
    Set<String> rest = new TreeSet<>(some);
    rest.removeAll(others);
    return rest;
  }

  private static String lines(Set<String> lines) {
    return lines.stream().map(line -> line + "\n").collect(joining());
  }
}
