package smtp.message.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What RFC 5321 and RFC 5322 require of every line. */
public final class WireLines {

  private WireLines() {}

  /** Asserts that lines end with CRLF, have at most 998 bytes, and no byte above a highest one. */
  public static void assertValid(byte[] bytes, int highest) {
    String text = new String(bytes, ISO_8859_1);
    assertTrue(text.chars().allMatch(c -> c != 0 && c <= highest), "a byte above " + highest);
    for (String line : text.split("\r\n", -1)) {
      assertTrue(line.length() <= 998, () -> "a line of " + line.length());
      assertTrue(line.indexOf('\r') < 0 && line.indexOf('\n') < 0, "a line end that is not CRLF");
    }
  }

  /** Returns content as the session sends it: each CR, LF or CRLF is CRLF. */
  public static byte[] sent(byte[] bytes) {
    String text = new String(bytes, ISO_8859_1);
    return text.replaceAll("\r\n|\r|\n", "\r\n").getBytes(ISO_8859_1);
  }
}
