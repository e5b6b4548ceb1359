package smtp.it;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documentation is correct: its code is compiled, and its links lead to files. */
class DocumentationIT {

  private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
  private static final Pattern JAVA_BLOCK = Pattern.compile("(?ms)^```java\n(.*?)^```");
  private static final Pattern XML_BLOCK = Pattern.compile("(?ms)^```xml\n(.*?)^```");
  private static final Pattern LEADING_COMMENT = Pattern.compile("(?s)^\\s*/\\*.*?\\*/");
  private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)[^):]*\\)");

  static Stream<Path> documents() throws IOException {
    return Stream.concat(
        files(ROOT.resolve("docs"), path -> path.toString().endsWith(".md")),
        files(ROOT, 1, path -> path.toString().endsWith(".md")));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyCodeBlockIsInACompiledSource(Path document) throws IOException {
    List<String> sources =
        files(
                ROOT,
                path -> path.toString().endsWith(".java") && !path.toString().contains("/target/"))
            .map(DocumentationIT::read)
            .map(DocumentationIT::withoutLayout)
            .toList();
    Matcher block = JAVA_BLOCK.matcher(read(document));
    while (block.find()) {
      String code = withoutLayout(block.group(1));
      assertTrue(
          sources.stream().anyMatch(source -> source.contains(code)),
          () -> "No source in the build has this code of " + document + ":\n" + code);
    }
  }

  @Test
  void everySampleOfTheReadmeIsAWholeSource() throws IOException {
    List<String> sources =
        Stream.of("tests/consumers", "examples")
            .flatMap(folder -> sources(ROOT.resolve(folder)))
            .map(source -> LEADING_COMMENT.matcher(read(source)).replaceFirst(""))
            .map(DocumentationIT::withoutLayout)
            .toList();
    for (String code : blocks(JAVA_BLOCK, ROOT.resolve("README.md"))) {
      assertTrue(sources.contains(code), () -> "No user's project compiles this:\n" + code);
    }
  }

  @Test
  void dependenciesOfTheReadmeAreThoseOfAProjectThatIsBuilt() throws IOException {
    String pom = withoutLayout(read(ROOT.resolve("tests/consumers/modular/pom.xml")));
    List<String> blocks = blocks(XML_BLOCK, ROOT.resolve("README.md"));
    assertFalse(blocks.isEmpty());
    blocks.forEach(block -> assertTrue(pom.contains(block), block));
  }

  private static Stream<Path> sources(Path folder) {
    try {
      return files(folder, path -> path.toString().endsWith(".java"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the code blocks of a document, without their layout. */
  private static List<String> blocks(Pattern kind, Path document) {
    return kind.matcher(read(document))
        .results()
        .map(block -> withoutLayout(block.group(1)))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyLinkLeadsToAFile(Path document) throws IOException {
    List<String> broken = new ArrayList<>();
    Matcher link = LINK.matcher(read(document));
    while (link.find()) {
      Path target = document.resolveSibling(link.group(1));
      if (!Files.exists(target)) {
        broken.add(link.group(1));
      }
    }
    assertTrue(broken.isEmpty(), () -> "Broken links in " + document + ": " + broken);
  }

  private static Stream<Path> files(Path folder, Predicate<Path> filter) throws IOException {
    return files(folder, Integer.MAX_VALUE, filter);
  }

  private static Stream<Path> files(Path folder, int depth, Predicate<Path> filter)
      throws IOException {
    try (Stream<Path> found = Files.walk(folder, depth)) {
      return found.filter(Files::isRegularFile).filter(filter).toList().stream();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String withoutLayout(String code) {
    return WHITE_SPACE.matcher(code).replaceAll(" ").strip();
  }
}
