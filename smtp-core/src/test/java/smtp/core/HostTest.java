package smtp.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.api.Mailbox;
import smtp.core.internal.net.ServerAddress;

/** A host is the same in the builder, in a URL, in a certificate's name and in an address. */
class HostTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mail_server",
        "_dmarc.example.org",
        "my_sub.example.org",
        "-a-.example.org",
        "mail.example.org",
        "bücher.example",
        "my_sub.bücher.example",
        "127.0.0.1.5",
      })
  void nameIsTakenWhereverAHostStands(String name) {
    String text = SmtpClient.builder(name, 25).build().toString();
    assertEquals(text, SmtpClient.builder(URI.create("smtp://" + name + ":25")).build().toString());
    SmtpClient.builder(name, 25).serverName(name).ehloName(name);
    assertEquals(name, Mailbox.of("ann@" + name).domain());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "host:8080", "[::1]", "1::2::3", "a/b", "a@b", "<a>", "a\nb"})
  void textThatIsNoHostIsRefusedWhereverAHostStands(String text) {
    var builder = SmtpClient.builder("localhost", 25);
    assertThrows(IllegalArgumentException.class, () -> SmtpClient.builder(text, 25));
    assertThrows(IllegalArgumentException.class, () -> builder.serverName(text));
    assertThrows(IllegalArgumentException.class, () -> builder.ehloName(text));
  }

  /** Loopback decides whether TLS is left out, so nothing counts that only looks like it. */
  @ParameterizedTest
  @CsvSource({
    "localhost,        true",
    "LOCALHOST,        true",
    "127.0.0.1,        true",
    "127.255.0.9,      true",
    "::1,              true",
    "0:0:0:0:0:0:0:1,  true",
    "::ffff:127.0.0.1, true",
    "127.0.0.1.5,      false",
    "127.,             false",
    "127.0.0,          false",
    "127.1,            false",
    "127.0.0.256,      false",
    "127.0.0.0001,     false",
    "127.0.0.1.example.org, false",
    "localhost.example.org, false",
    "10.0.0.1,         false",
    "0.0.0.0,          false",
    "::,               false",
    "fe80::1%lo,       false",
  })
  void onlyAnAddressOfLoopbackOrItsNameIsLoopback(String host, boolean loopback) {
    assertEquals(loopback, new ServerAddress(host, 25).isLoopback());
    String client = SmtpClient.builder(host, 25).build().toString();
    assertTrue(client.contains(loopback ? "no TLS" : "STARTTLS"), client);
  }
}
