package smtp.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Sizes and encodings are compared with a second count that is too simple to be wrong. */
class ContentProperties {

  @Property(tries = 5_000)
  void sizeAndEncodingAreThoseOfTheNormalizedText(@ForAll("texts") String text) {
    assertCounted(text, Content.of(text.getBytes(ISO_8859_1)));
  }

  @Example
  void lineEndsAcrossTheBlocksOfAFileCountOnce() throws IOException {
    Path file = Files.createTempFile("content", ".eml");
    try {
      for (int lead = 65_530; lead <= 65_538; lead++) {
        for (String end : new String[] {"\r\n", "\n", "\r", "\r\r\n", "\n\r"}) {
          String text = "x".repeat(lead) + end + "y" + end;
          Files.writeString(file, text, ISO_8859_1);
          assertCounted(text, Content.of(file));
        }
      }
    } finally {
      Files.delete(file);
    }
  }

  private static void assertCounted(String text, Content content) {
    assertEquals(normalized(text).length(), content.size().orElseThrow());
    assertEquals(normalized(text).equals(text), content.hasCanonicalLines());
    boolean eightBit = text.chars().anyMatch(c -> c >= 0x80);
    assertEquals(
        eightBit ? Content.Encoding.EIGHT_BIT : Content.Encoding.SEVEN_BIT, content.encoding());
  }

  private static String normalized(String text) {
    String lines = text.replace("\r\n", "\n").replace('\r', '\n');
    String closed = lines.isEmpty() || lines.endsWith("\n") ? lines : lines + "\n";
    return closed.replace("\n", "\r\n");
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings()
        .withChars('\r', '\n', '.', 'a', '\0', '\u0080', 'ÿ')
        .ofMaxLength(40);
  }
}
