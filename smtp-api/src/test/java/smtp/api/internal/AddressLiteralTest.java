package smtp.api.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which text is an address, as a host and in brackets. */
class AddressLiteralTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1,          [192.0.2.1]",
    "001.002.003.004,    [1.2.3.4]",
    "255.255.255.255,    [255.255.255.255]",
    "::1,                [IPv6:0:0:0:0:0:0:0:1]",
    "2001:DB8::1,        [IPv6:2001:db8:0:0:0:0:0:1]",
    "fe80::1%eth0,       [IPv6:fe80:0:0:0:0:0:0:1]",
    "::ffff:192.0.2.1,   [192.0.2.1]",
  })
  void hostThatIsAnAddressIsWrittenInBrackets(String host, String literal) {
    assertEquals(literal, AddressLiteral.ofHost(host).orElseThrow().toString());
    assertEquals(literal, AddressLiteral.ofBrackets(literal).orElseThrow().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "127.",
        "127.1",
        "127.0.0.1.5",
        "256.0.0.1",
        "1.2.3.0004",
        "1.2.3.4.",
        ".1.2.3.4",
        "1.2.3.+4",
        "0x7f.0.0.1",
        "١٢٧.0.0.1",
        "[::1]",
        "1:2:3",
        "1::2::3",
        "::12345",
        "host:25",
        "192.0.2.1:25",
        "192.0.2.1%eth0",
        "%:",
      })
  void anythingElseIsNoAddress(String host) {
    assertFalse(AddressLiteral.isAddress(host));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[",
        "]",
        "[]",
        "192.0.2.1",
        "[::1]",
        "[IPv4:192.0.2.1]",
        "[IPv6:192.0.2.1]",
        "[IPv6:fe80::1%eth0]",
        "[tag:x]",
        "[192.0.2.1",
        "[example.org]",
        "[IPv6:[::1]]"
      })
  void otherTextInBracketsIsNoLiteral(String text) {
    assertFalse(AddressLiteral.ofBrackets(text).isPresent());
  }

  @Test
  void zoneIsLeftOut() throws Exception {
    var local = new AddressLiteral(InetAddress.getByName("fe80::1%1"));
    assertEquals("[IPv6:fe80:0:0:0:0:0:0:1]", local.toString());
  }
}
