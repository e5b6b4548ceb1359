package smtp.it.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every fault at every point over every transport: the library handles it as {@link Model} says, in
 * time, without revealing a secret, and leaves nothing open.
 */
class FaultMatrixIT {
  private static final Path DOCUMENT = Path.of("..", "..", "docs", "fault-matrix.md");
  private static final Path MADE = Path.of("target", "fault-matrix.md");
  private static final Path MEASURED = Path.of("target", "fault-matrix-measured.txt");

  private static final Matrix MATRIX = new Matrix();

  @BeforeAll
  static void tryAll() throws Exception {
    MATRIX.tryAll();
    Files.writeString(MEASURED, MATRIX.measured());
  }

  @TestFactory
  Stream<DynamicTest> libraryHandlesTheFaultAsTheModelSays() {
    return Matrix.cells().stream()
        .map(cell ->
            DynamicTest.dynamicTest(
                cell.toString(), () -> assertEquals(List.of(), MATRIX.complaints(cell))));
  }

  @Test
  void noSocketAndNoThreadIsLeft() {
    assertEquals(Set.of(), MATRIX.left());
  }

  @Test
  void matrixHasAtLeastAThousandCells() {
    assertTrue(Matrix.cells().size() >= 1_000);
  }

  @Test
  void documentationContainsTheMatrix() throws IOException {
    String made = MatrixDocument.text();
    Files.writeString(MADE, made);
    assertEquals(
        made,
        Files.exists(DOCUMENT) ? Files.readString(DOCUMENT) : "",
        () -> "If this change is meant, copy tests/smtp-it/" + MADE + " to docs");
  }
}
