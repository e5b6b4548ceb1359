package smtp.core.internal.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import smtp.core.internal.wire.DataEncoder.Form;

/**
 * The sequences that servers have taken for the end of data (CVE-2023-51764 to 51766), wherever
 * they are in the content and however it is cut. Offsets go over the words and blocks that the
 * encoder reads at once.
 */
class SmugglingTest {

  private static final int OFFSETS = 72;
  private static final String COMMANDS = "MAIL FROM:<evil@example.org>\r\nDATA\r\n";
  private static final Pattern CLEAN_LINES = Pattern.compile("(?:[^\r\n]*\r\n)*");

  static Stream<Arguments> sequences() {
    List<String> before = List.of("", "\r", "\n", "\r\n", "\r\r\n", "\n\r");
    List<String> after = List.of("", "\r", "\n", "\r\n", "\r\r\n", "\0\r\n");
    return before.stream().flatMap(b -> after.stream().map(a -> Arguments.of(b + "." + a)));
  }

  @ParameterizedTest
  @MethodSource("sequences")
  @Tag("P21")
  void noSequenceEndsTheData(String sequence) {
    for (int offset = 0; offset < OFFSETS; offset++) {
      byte[] content = ("x".repeat(offset) + sequence + COMMANDS).getBytes(US_ASCII);
      String wire = Encoded.encode(Form.DATA, List.of(content));
      assertIsOneContent(wire, content);
      for (int cut = offset; cut <= offset + sequence.length() + 1; cut++) {
        assertEquals(wire, Encoded.encode(Form.DATA, Slices.at(content, List.of(cut))));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("sequences")
  void noSequenceEndsTheDataAtItsEnd(String sequence) {
    for (int offset = 0; offset < OFFSETS; offset++) {
      byte[] content = ("x".repeat(offset) + sequence).getBytes(US_ASCII);
      assertIsOneContent(Encoded.encode(Form.DATA, List.of(content)), content);
    }
  }

  @ParameterizedTest
  @MethodSource("sequences")
  void noSequenceEndsTheDataBetweenTwoWrites(String sequence) {
    byte[] content = ("x".repeat(17) + sequence + COMMANDS).getBytes(US_ASCII);
    String wire = Encoded.encode(Form.DATA, List.of(content));
    for (int cut = 0; cut <= content.length; cut++) {
      assertEquals(wire, Encoded.encode(Form.DATA, Slices.at(content, List.of(cut, cut))));
    }
  }

  private static void assertIsOneContent(String wire, byte[] content) {
    String description = Arrays.toString(content);
    assertTrue(CLEAN_LINES.matcher(wire).matches(), description);
    assertEquals(wire.length() - 5, ("\r\n" + wire).indexOf("\r\n.\r\n") - 2, description);
    assertEquals(NaiveDataEncoder.normalize(content), NaiveDataEncoder.decode(wire), description);
  }
}
