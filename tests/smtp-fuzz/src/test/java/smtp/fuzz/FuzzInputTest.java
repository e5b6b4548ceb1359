package smtp.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FuzzInputTest {

  @Test
  void inputIsSplitIntoPiecesAndThenEmpty() {
    var input = new FuzzInput("a\u00c3\u00a9\u00ff\u00ffb\u00ff".getBytes(ISO_8859_1));
    assertEquals("aé", input.text());
    assertEquals("", input.text());
    assertTrue(input.hasMore());
    assertEquals("b", input.text());
    assertFalse(input.hasMore());
    assertArrayEquals(new byte[0], input.bytes());
    assertArrayEquals(new byte[0], input.rest());
  }

  @Test
  void restReturnsEverythingThatIsLeft() {
    var input = new FuzzInput("7\u00ffa\u00ffb".getBytes(ISO_8859_1));
    int number = input.number(10);
    assertTrue(number >= 0 && number < 10);
    assertArrayEquals("a\u00ffb".getBytes(ISO_8859_1), input.rest());
    assertFalse(input.hasMore());
  }
}
