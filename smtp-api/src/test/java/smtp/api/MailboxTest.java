package smtp.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        // dot-strings
        "ann@example.org, ann, example.org",
        "a@b, a, b",
        "ann.lee+tag@example.org, ann.lee+tag, example.org",
        "!#$%&'*+-/=?^_`{|}~@example.org, !#$%&'*+-/=?^_`{|}~, example.org",
        "-f@example.org, -f, example.org",
        "user%host@relay.example, user%host, relay.example",
        "1@2.3.4.5, 1, 2.3.4.5",
        "ann@xn--bcher-kva.example, ann, xn--bcher-kva.example",
        "ann@a--b.example, ann, a--b.example",
        "ann@my_sub.example.org, ann, my_sub.example.org",
        "ann@_.example.org, ann, _.example.org",
        "ann@-example-.org, ann, -example-.org",
        "postmaster, postmaster, ``",
        // quoted strings
        "\"ann lee\"@example.org, \"ann lee\", example.org",
        "\"\"@example.org, \"\", example.org",
        "\"a@b\"@example.org, \"a@b\", example.org",
        "\"<>\"@example.org, \"<>\", example.org",
        "\"a..b\"@example.org, \"a..b\", example.org",
        "\"a\\\"b\"@example.org, \"a\\\"b\", example.org",
        "\"a\\\\\"@example.org, \"a\\\\\", example.org",
        "\"x@evil.example \"@example.org, \"x@evil.example \", example.org",
        "\"ann\", \"ann\", ``",
        // address literals
        "ann@[192.0.2.1], ann, [192.0.2.1]",
        "ann@[IPv6:2001:db8::1], ann, [IPv6:2001:db8::1]",
        "ann@[ipv6:::1], ann, [ipv6:::1]",
        "ann@[IPv6:::ffff:192.0.2.1], ann, [IPv6:::ffff:192.0.2.1]",
        // RFC 6531
        "jürgen@example.org, jürgen, example.org",
        "用户@例え.jp, 用户, 例え.jp",
        "🔑@example.org, 🔑, example.org",
        "\"jürgen b\"@bücher.example, \"jürgen b\", bücher.example",
      })
  void mailboxOfTheGrammarIsAccepted(String address, String localPart, String domain) {
    Mailbox mailbox = Mailbox.of(address);
    assertEquals(localPart, mailbox.localPart());
    assertEquals(domain, mailbox.domain());
    assertEquals(address, mailbox.toString());
    assertFalse(mailbox.isNull());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // local parts
        "",
        "@",
        "@example.org",
        ".ann@example.org",
        "ann.@example.org",
        "a..b@example.org",
        "ann lee@example.org",
        "ann(comment)@example.org",
        "a,b@example.org",
        "a;b@example.org",
        "a:b@example.org",
        "a\\b@example.org",
        "a\"b@example.org",
        "ann@",
        "a@b@example.org",
        // quoted strings
        "\"ann@example.org",
        "\"ann\\\"@example.org",
        "\"ann\"lee@example.org",
        "\"ann\".lee@example.org",
        "lee.\"ann\"@example.org",
        "\"ann\" @example.org",
        "\"a\"b\"@example.org",
        "\"a\\ü\"@example.org",
        "\"",
        "\"\\",
        // domains
        "ann@example..org",
        "ann@.example.org",
        "ann@example.org.",
        "ann@exam ple.org",
        "ann@example.org ",
        "ann@example.org>",
        "ann@exa(comment)mple.org",
        // address literals
        "ann@[192.0.2.1",
        "ann@[192.0.2]",
        "ann@[192.0.2.256]",
        "ann@[192.0.2.1.2]",
        "ann@[192.0.2.+1]",
        "ann@[1921.0.2.1]",
        "ann@[0001.0.2.1]",
        "ann@[]",
        "ann@[",
        "ann@[example.org]",
        "ann@[2001:db8::1]",
        "ann@[IPv6:]",
        "ann@[IPv6:192.0.2.1]",
        "ann@[IPv6:1:2:3:4:5:6:7]",
        "ann@[IPv6:1:2:3:4:5:6:7:8:9]",
        "ann@[IPv6:1::2::3]",
        "ann@[IPv6:fe80::1%eth0]",
        "ann@[IPv6:12345::]",
        "ann@[IPv6::::]",
        "ann@[tag:dcontent]",
        "ann@[IPv4:192.0.2.1]",
        "ann@x[192.0.2.1]",
      })
  void anythingElseIsRefused(String address) {
    assertThrows(IllegalArgumentException.class, () -> Mailbox.of(address));
  }

  /** RFC 5321, section 4.5.3.1: those lengths are what a receiver must accept at least. */
  @ParameterizedTest
  @CsvSource({"1, 2", "64, 189", "65, 2", "249, 248", "100, 64", "3, 255", "3, 494", "495, 2"})
  void lengthsAreLimitedOnlyByTheCommand(int localPart, int domain) {
    String address = "l".repeat(localPart) + "@" + "d".repeat(domain);
    assertEquals(address, Mailbox.of(address).toString());
    String dotted = "l".repeat(localPart) + "@" + "d.".repeat(domain / 2 - 1) + "d";
    assertEquals(dotted, Mailbox.of(dotted).toString());
  }

  @Test
  void addressThatDoesNotFitIntoACommandIsRefused() {
    String longest = "l".repeat(400) + "@" + "d".repeat(97);
    assertEquals(512, ("MAIL FROM:<" + Mailbox.of(longest) + ">\r\n").length());
    var e = assertThrows(IllegalArgumentException.class, () -> Mailbox.of(longest + "d"));
    assertTrue(e.getMessage().contains("498"), e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> Mailbox.of("l".repeat(499)));
    assertThrows(IllegalArgumentException.class, () -> Mailbox.of("ü".repeat(250)));
    assertEquals("ü".repeat(248), Mailbox.of("ü".repeat(248) + "@b").localPart());
  }

  /** Several addresses, or a display name, wherever the sign of it stands. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ann@example.org,bob@example.net",
        "ann@example.org, bob@example.net",
        "ann@example.org; bob@example.net",
        "ann@example.org bob@example.net",
        "ann@example.org>, <bob@example.net>",
        "ann, bob",
        "ann;bob@example.net",
        "ann@example.org@example.net",
        "Ann <ann@example.org>",
        "<ann@example.org>",
        "\"Ann Lee\" <ann@example.org>",
        "\"Ann\"@example.org, bob@example.net",
      })
  void listIsToldThatItIsOne(String addresses) {
    var e = assertThrows(IllegalArgumentException.class, () -> Mailbox.of(addresses));
    assertTrue(e.getMessage().contains("one address at a time"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a..b@example.org", "a.@example.org", ".a@example.org", "a:b@example.org"})
  void localPartThatNeedsQuotesIsToldSo(String address) {
    var e = assertThrows(IllegalArgumentException.class, () -> Mailbox.of(address));
    assertTrue(e.getMessage().contains("quotes around the local part"), e.getMessage());
    int at = address.indexOf('@');
    String quoted = "\"" + address.substring(0, at) + "\"" + address.substring(at);
    assertEquals(quoted, Mailbox.of(quoted).toString());
  }

  @Test
  void messageSaysWhatIsWrongAndWhere() {
    var e = assertThrows(IllegalArgumentException.class, () -> Mailbox.of("Ann <ann@example.org>"));
    assertTrue(e.getMessage().contains("index 3"), e.getMessage());
    assertTrue(e.getMessage().contains("without a display name"), e.getMessage());
  }

  @Test
  void messageIsOneShortLine() {
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> Mailbox.of("a\r\n" + "x".repeat(100_000)));
    assertTrue(e.getMessage().length() < 300);
    assertTrue(e.getMessage().chars().noneMatch(c -> c < 0x20));
  }

  @Test
  @Tag("S94")
  @Tag("P38")
  void emptyReversePathIsTheNullReversePath() {
    assertSame(Mailbox.NULL, Mailbox.reversePath(""));
    assertSame(Mailbox.NULL, Mailbox.reversePath("<>"));
    assertTrue(Mailbox.NULL.isNull());
    assertEquals("", Mailbox.NULL.toString());
    assertEquals(Mailbox.of("ann@example.org"), Mailbox.reversePath("ann@example.org"));
    assertThrows(IllegalArgumentException.class, () -> Mailbox.reversePath(" "));
    assertThrows(IllegalArgumentException.class, () -> Mailbox.reversePath("<ann@example.org>"));
  }

  @Test
  void domainsIgnoreAsciiCaseAndLocalPartsDoNot() {
    assertEquals(Mailbox.of("ann@EXAMPLE.org"), Mailbox.of("ann@example.ORG"));
    assertEquals(
        Mailbox.of("ann@EXAMPLE.org").hashCode(), Mailbox.of("ann@example.ORG").hashCode());
    assertNotEquals(Mailbox.of("Ann@example.org"), Mailbox.of("ann@example.org"));
    assertNotEquals(Mailbox.of("ann@example.org"), Mailbox.of("ann@example.com"));
  }

  @ParameterizedTest
  @CsvSource({"i, ı", "k, \u212a", "s, ſ"})
  void letterOfAnotherScriptIsNotAnAsciiLetter(String ascii, String other) {
    assertNotEquals(Mailbox.of("ann@" + ascii), Mailbox.of("ann@" + other));
  }

  @Test
  void nonAsciiLocalPartNeedsUtf8() {
    assertTrue(Mailbox.of("ann@example.org").isAscii());
    assertTrue(Mailbox.of("ann@bücher.example").hasAsciiLocalPart());
    assertFalse(Mailbox.of("ann@bücher.example").isAscii());
    assertFalse(Mailbox.of("jürgen@example.org").hasAsciiLocalPart());
    assertFalse(Mailbox.of("jürgen@example.org").isAscii());
  }
}
