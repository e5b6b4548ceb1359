package smtp.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxDomainTest {

  @ParameterizedTest
  @CsvSource({
    "bücher.example, xn--bcher-kva.example",
    "BÜCHER.example, xn--bcher-kva.example",
    "例え.テスト, xn--r8jz45g.xn--zckzah",
    "my_sub.bücher.example, my_sub.xn--bcher-kva.example",
    "пример.рф, xn--e1afmkfd.xn--p1ai",
    "मिसाल.example, xn--r2biryd.example",
  })
  void domainIsConvertedToALabels(String domain, String ascii) {
    assertEquals(ascii, Mailbox.of("ann@" + domain).withAsciiDomain().domain());
  }

  @ParameterizedTest
  @ValueSource(strings = {"straße.de", "σίγμας.gr", "ａbc.de", "例。com", "ﬁsh.de", "a☃.net"})
  void domainThatSystemsConvertDifferentlyIsRefused(String domain) {
    assertThrows(
        IllegalArgumentException.class, () -> Mailbox.of("ann@" + domain).withAsciiDomain());
  }

  @Test
  void asciiDomainAndLocalPartAreKept() {
    Mailbox literal = Mailbox.of("jörg@[192.0.2.1]");
    assertSame(literal, literal.withAsciiDomain());
    assertEquals("jörg", Mailbox.of("jörg@bücher.de").withAsciiDomain().localPart());
  }

  /** A-labels are longer than U-labels. */
  @Test
  void domainThatBecomesTooLongIsRefused() {
    Mailbox mailbox = Mailbox.of("ann@" + "ü.".repeat(70) + "de");
    assertThrows(IllegalArgumentException.class, mailbox::withAsciiDomain);
  }
}
