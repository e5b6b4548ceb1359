package smtp.core.internal.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EhloNameTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1,        [192.0.2.1]",
    "2001:db8::1,      [IPv6:2001:db8:0:0:0:0:0:1]",
    "fe80::1%1,        [IPv6:fe80:0:0:0:0:0:0:1]",
    "::ffff:192.0.2.1, [192.0.2.1]",
  })
  @Tag("S06")
  void nameIsAnAddressLiteral(String address, String literal) throws Exception {
    assertEquals(
        literal, EhloName.of(new InetSocketAddress(InetAddress.getByName(address), 40000)));
  }

  @Test
  void nameIsLocalhostIfTheAddressIsNotUseful() {
    assertEquals("localhost", EhloName.of(null));
    assertEquals("localhost", EhloName.of(UnixDomainSocketAddress.of("/run/x")));
    assertEquals("localhost", EhloName.of(InetSocketAddress.createUnresolved("client", 1)));
  }

  @Test
  void heloHasADomain() {
    assertEquals("localhost", EhloName.domain("[192.0.2.1]"));
    assertEquals("client.example.org", EhloName.domain("client.example.org"));
  }
}
