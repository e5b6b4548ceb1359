package smtp.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AsciiDomainTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "Example.ORG",
        "a_b.example",
        "xn--mnchen-3ya.de",
        "[192.0.2.1]",
        "[IPv6:2001:db8::1]",
        "a..b",
        "example.org."
      })
  void asciiDomainIsKept(String domain) {
    assertEquals(domain, AsciiDomain.of(domain));
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "a b", "a\r\n", "\n", "a\u0000b", "a\u007f", "\u00e4\r\nx"})
  void blankAndControlCharacterAreRefused(String domain) {
    assertThrows(IllegalArgumentException.class, () -> AsciiDomain.of(domain));
  }

  @ParameterizedTest
  @CsvSource({
    "m\u00fcnchen.de, xn--mnchen-3ya.de",
    "M\u00dcNCHEN.DE, xn--mnchen-3ya.DE",
    "mu\u0308nchen.de, xn--mnchen-3ya.de",
    "mail.m\u00fcnchen.de, mail.xn--mnchen-3ya.de",
    "\u4f8b\u3048.\u30c6\u30b9\u30c8, xn--r8jz45g.xn--zckzah",
    "\u043f\u0440\u0438\u043c\u0435\u0440.\u0438\u0441\u043f\u044b\u0442\u0430\u043d\u0438\u0435,"
        + " xn--e1afmkfd.xn--80akhbyknj4f",
    "\u0645\u062b\u0627\u0644.\u0625\u062e\u062a\u0628\u0627\u0631," + " xn--mgbh0fb.xn--kgbechtv",
    "\u0909\u0926\u093e\u0939\u0930\u0923.example, xn--p1b6ci4b4b3a.example"
  })
  void otherDomainsBecomeALabels(String domain, String ascii) {
    assertEquals(ascii, AsciiDomain.of(domain));
  }

  /** IDNA2003 maps each of these to another name, or IDNA2008 does not allow it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "stra\u00dfe.de",
        "STRA\u1e9eE.de",
        "\u03b2\u03cc\u03bb\u03bf\u03c2.gr",
        "a\u200db.example",
        "\u0646\u0627\u0645\u0647\u200c\u0627\u06cc.example",
        "\uff45xample.org",
        "\u24d0.example",
        "\u2167.example",
        "\u2603.example",
        "\ud83d\ude00.example",
        "a\u00adb.example",
        "\ufb01.example",
        "\u00bd.example",
        "x\u00b2.example",
        "\u034fa.example",
        "a\ufe0f.example"
      })
  void domainThatSystemsMapDifferentlyIsRefused(String domain) {
    assertRefused(domain);
  }

  /** Characters that a mapping would turn into one with a meaning in an address. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\uff20b",
        "a\uff0eb",
        "a\u3002b",
        "a\uff61b",
        "a\u2024b",
        "a\uff1cb",
        "a\uff1eb",
        "a\ufe64b",
        "a\u226eb",
        "a\ufe6bb",
        "a\u2488b",
        "\u00fc\r",
        "\u00fc\n",
        "\u00fc b",
        "\u00fc\u0000",
        "\u00fc@b",
        "\u00fc<b",
        "\u00fc>b",
        "\u00fc\u0085",
        "\u00fc\u2028",
        "\u00fc\u037e",
        "\u2100\u00fc",
        "[\u00fc]",
        "\u00fc\ud800"
      })
  void noCharacterBecomesSyntax(String domain) {
    assertRefused(domain);
    assertRefused(domain + ".example");
  }

  @Test
  void everyCharacterBecomesLettersDigitsAndHyphensOrIsRefused() {
    for (int c = 0x80; c <= Character.MAX_CODE_POINT; c += c < 0x1_0000 ? 1 : 53) {
      String domain = "a" + Character.toString(c) + "b.example";
      try {
        String ascii = AsciiDomain.of(domain);
        assertTrue(ascii.matches("(xn--)?[a-z0-9-]+\\.example"), domain);
      } catch (IllegalArgumentException refused) {
        // Both are correct.
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u00fc..de", ".\u00fc", "\u00fc.", "\u00fc_b", "\u00fc.a b"})
  void invalidDomainIsRefused(String domain) {
    assertRefused(domain);
  }

  /** The server and the name service decide about lengths; only an A-label has its own limit. */
  @Test
  void lengthIsNotLimited() {
    String label = "a".repeat(300);
    assertEquals("xn--tda." + label, AsciiDomain.of("\u00fc." + label));
    assertEquals(label, AsciiDomain.of(label));
    assertRefused("\u00fc" + "a".repeat(63));
  }

  @Test
  void asciiLabelMayHoldAnUnderscore() {
    assertEquals("my_sub.xn--tda", AsciiDomain.of("my_sub.\u00fc"));
    assertEquals("my_sub.example", AsciiDomain.of("my_sub.example"));
  }

  @Test
  void messageSaysWhichLabelAndWhy() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> AsciiDomain.of("www.stra\u00dfe.de"))
            .getMessage();
    assertTrue(message.contains("\"stra\u00dfe\""), message);
    assertTrue(message.contains("IDNA2008"), message);

    String hidden =
        assertThrows(IllegalArgumentException.class, () -> AsciiDomain.of("\u00fc\u202e\n"))
            .getMessage();
    assertTrue(hidden.contains("\"\u00fc\\u202e\\u000a\""), hidden);
  }

  private static void assertRefused(String domain) {
    assertThrows(IllegalArgumentException.class, () -> AsciiDomain.of(domain));
  }
}
