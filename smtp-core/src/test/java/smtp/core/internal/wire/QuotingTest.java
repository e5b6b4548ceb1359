package smtp.core.internal.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class QuotingTest {

  @Test
  void printableTextIsKeptAndTheRestEscaped() {
    assertEquals("\"250 a\\\\b \\\"c\\\"~\"", quote("250 a\\b \"c\"~"));
    assertEquals(
        "\"\\x00\\x0d\\x0a\\x1b[2J\\x7f\\xc3\\xff\"", quote("\0\r\n\u001b[2J\u007f\u00c3\u00ff"));
    assertEquals("\"\"", quote(""));
  }

  @Test
  void everyByteIsPrintedVisibly() {
    for (char c = 0; c < 256; c++) {
      assertTrue(quote(String.valueOf(c)).matches("[ -~]+"));
    }
  }

  @Test
  void longTextIsCut() {
    assertEquals("\"" + "x".repeat(99) + "\"...", quote("x".repeat(5000)));
    assertTrue(quote("\0".repeat(5000)).length() < 110);
  }

  @Test
  void unquotedBytesAreThoseThatWereQuoted() {
    for (char c = 0; c < 256; c++) {
      String text = c + "\\x41\"" + c;
      String quoted = quote(text);
      byte[] inner = Quoting.unquoted(quoted.substring(1, quoted.length() - 1));
      assertEquals(text, new String(inner, ISO_8859_1));
    }
  }

  private static String quote(String octets) {
    return Quoting.quote(octets.getBytes(ISO_8859_1), 0, octets.length());
  }
}
