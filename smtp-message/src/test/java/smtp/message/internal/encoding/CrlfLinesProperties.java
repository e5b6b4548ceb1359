package smtp.message.internal.encoding;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import smtp.message.support.WireLines;

/** Lines have CRLF however they ended, and however they were cut into pieces. */
class CrlfLinesProperties {

  @Property
  void everyLineEndIsCrlf(
      @ForAll @Size(max = 12) List<@CharRange(from = '\n', to = '\r') String> pieces)
      throws IOException {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    CrlfLines lines = new CrlfLines(written);
    for (String piece : pieces) {
      lines.write(("#" + piece + "#").getBytes(ISO_8859_1), 1, piece.length());
    }
    String before = new String(WireLines.sent(whole(pieces)), ISO_8859_1);
    assertEquals(before, written.toString(ISO_8859_1));
    lines.endLine();
    boolean ended = before.isEmpty() || before.endsWith("\n");
    assertEquals(before + (ended ? "" : "\r\n"), written.toString(ISO_8859_1));
  }

  private static byte[] whole(List<String> pieces) {
    return String.join("", pieces).getBytes(ISO_8859_1);
  }
}
