package smtp.core.internal.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import smtp.fuzz.FuzzInput;
import smtp.fuzz.FuzzTest;

/** Any text in a command is encoded as exactly one line, or refused. */
class CommandEncoderFuzzTest {

  @FuzzTest
  void commandIsOneLineOrRefused(byte[] octets) {
    FuzzInput input = new FuzzInput(octets);
    int max = 3 + input.number(600);
    boolean utf8 = input.number(2) == 0;
    String head = input.text();
    String middle = input.text();
    String tail = input.text();
    long size = input.number(1000) - 1L;
    String line = head + middle + tail + (size < 0 ? "" : " SIZE=" + size);
    ByteBuffer out = ByteBuffer.allocate(max);
    try {
      CommandEncoder.encode(head, middle, tail, size, max, utf8, out);
    } catch (IllegalArgumentException refused) {
      assertEquals(0, out.position());
      assertTrue(isToBeRefused(line, max, utf8));
      return;
    }
    assertEquals(line + "\r\n", UTF_8.decode(out.flip()).toString());
    assertTrue(!isToBeRefused(line, max, utf8));
  }

  private static boolean isToBeRefused(String line, int max, boolean utf8) {
    return line.isEmpty()
        || line.getBytes(UTF_8).length + 2 > max
        || line.chars().anyMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029)
        || (!utf8 && line.chars().anyMatch(c -> c >= 0x80));
  }
}
