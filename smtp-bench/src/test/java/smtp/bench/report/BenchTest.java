package smtp.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smtp.bench.send.Effort;

class BenchTest {

  /** Says nothing about speed. */
  @Test
  void everythingIsMeasuredOnceAndReported(@TempDir Path folder) throws Exception {
    PrintStream progress = new PrintStream(OutputStream.nullOutputStream());

    Path summary = Bench.run(Effort.ONCE, folder, List.of(), progress);

    String text = Files.readString(summary);
    assertTrue(text.contains("| sendAll, 1,000") || text.contains("1,000 connections"), text);
    assertFalse(text.contains("NaN"), text);
    assertEquals('{', Files.readString(folder.resolve("side-by-side.json")).charAt(0));
    assertEquals('[', Files.readString(folder.resolve("jmh.json")).charAt(0));
    try (Stream<Path> files = Files.list(folder)) {
      for (Path chart : files.filter(file -> file.toString().endsWith(".svg")).toList()) {
        // Throws if it is not well-formed.
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(chart.toFile());
      }
    }
  }

  @Test
  void figureIsReachedUpToItsLimit() {
    assertTrue(Figure.atLeast(0.8, "", 0.8).isReached());
    assertFalse(Figure.atLeast(0.8, "", 0.79).isReached());
    assertTrue(Figure.atMost(2.05, "", 2.05).isReached());
    assertFalse(Figure.atMost(2.05, "", 2.06).isReached());
    assertFalse(Figure.between(17, 23, "", 23.1).isReached());
    assertEquals("", Figure.forComparison("", 1).verdict());
  }

  @Test
  void jsonEscapesCharactersThatWouldEndAString() {
    assertEquals(
        "{\"a\\\"b\": [1,\n  true,\n  \"\\\\ \\u000a\"]}",
        JsonWriter.of(Map.of("a\"b", List.of(1, true, "\\ \n"))));
  }
}
