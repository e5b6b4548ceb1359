package smtp.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "ann@example.org||ann@example.org",
        " ann@example.org ||ann@example.org",
        "<ann@example.org>||ann@example.org",
        "Ann<a@b>|Ann|a@b",
        "Ann  Bee\t<a@b>|Ann Bee|a@b",
        "J. Doe <a@b>|J. Doe|a@b",
        "O'Neill <a@b>|O'Neill|a@b",
        "\"Lee, Ann\" <a@b>|Lee, Ann|a@b",
        "\"a\\\"b\\\\c\" <a@b>|a\"b\\c|a@b",
        "Jörg Müller <a@b>|Jörg Müller|a@b",
        "=?UTF-8?Q?J=C3=B6rg?= <a@b>|Jörg|a@b",
        "=?utf-8?b?SsO2?= =?utf-8?b?cmc=?= <a@b>|Jörg|a@b",
        "=?iso-8859-1*en?q?J=F6rg_X?= Y <a@b>|Jörg X Y|a@b",
        "=?x-none?q?a?= <a@b>|=?x-none?q?a?=|a@b",
        "\"=?utf-8?q?a?=\" <a@b>|=?utf-8?q?a?=|a@b",
        "Ann (her (inner) \\) comment) <a@b> (more)|Ann|a@b",
        "(before) a@b (after)||a@b",
        "\"a b\"@c||\"a b\"@c",
        "\"<x@y>,\" <\"@\"@c>|<x@y>,|\"@\"@c",
        "a@[192.0.2.1]||a@[192.0.2.1]",
        "X <a@[IPv6:2001:db8::1]>|X|a@[IPv6:2001:db8::1]",
        "postmaster||postmaster",
      })
  void oneAddressIsParsed(String text, String name, String mailbox) {
    Address address = Address.of(text);
    assertEquals(name == null ? "" : name, address.name());
    assertEquals(mailbox, address.mailbox().toString());
    assertEquals(address, Address.of(address.toString()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ",",
        "a@b,",
        "a@b, c@d",
        "a@b c@d",
        "a@b>,<c@d",
        "<a@b",
        "a@b>",
        "<a@b><c@d>",
        "< a@b>",
        "<a@b >",
        "<a @b>",
        "<a@(x)b>",
        "a@b@c",
        "a@",
        "@b",
        "<>",
        "Ann <>",
        "Ann Bee",
        "<@x,@y:a@b>",
        "<@x:a@b>",
        "a@b <c@d>",
        "a@evil.example <b@c>",
        "a\\@b <c@d>",
        "G: a@b;",
        "G:;",
        ":;",
        "a@b (x",
        "\"a",
        "\"a\" b@c",
        "a@[1.2.3.4",
        "a..b@c",
        ".a@b",
        "a@b..c",
        "a@b c",
        "a b@c",
        "a;b@c",
        "a:b@c",
        "a@b;",
        "a@b:c",
        "a@b SIZE=1",
        "a＠b",
        "a@b．c",
        "a@b\u0000",
        "a@b\r\n",
        "a@b\u2028",
        "a@b\u00a0",
        "a<b@c>d",
        "a<b<c@d>>",
        "a]@b",
        "a@b]",
        "(a)(b)",
        "a@b)c",
      })
  void anythingButOneAddressIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Address.of(text));
  }

  @Test
  void encodedWordNeverReachesTheMailbox() {
    assertEquals("=?utf-8?q?a?=@b", Address.of("=?utf-8?q?a?=@b").mailbox().toString());
    assertEquals("", Address.of("=?utf-8?q?a=40b?=").mailbox().domain());
    Address address = Address.of("=?utf-8?q?=3Cx=40y=3E=2C?= <a@b>");
    assertEquals("<x@y>,", address.name());
    assertEquals("a@b", address.mailbox().toString());
  }

  @Test
  void listOfAddressesAndGroupsIsParsed() {
    AddressList list =
        AddressList.parse("a@b, , Friends (x): Cy <c@d>, e@f; , \"G\":; ,<g@h>(x) ,");
    assertEquals("a@b, Friends: Cy <c@d>, e@f;, G: ;, g@h", list.toString());
    assertEquals("[a@b, Cy <c@d>, e@f, g@h]", list.addresses().toString());
    assertEquals(list, AddressList.parse(list.toString()));
    assertEquals(0, AddressList.parse(" (nobody) ").entries().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"G: a@b", "G: H: a@b;;", ": a@b;", "G: a@b; c@d", "a@b;", "G: a@b c@d;"})
  void anythingButAListIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> AddressList.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        "()",
        "a:b:c:",
        "\"\"\"",
        "=?",
        "<",
        ",",
        "\\",
        "[",
        "a@",
        "a ",
        "\"a\" ",
        "=?utf-8?q?a?= ",
        "=?=?",
        "(\\",
        "a@b,",
        "@[",
        ";:",
        "\"\\"
      })
  void hostileTextIsReadInLinearTimeAndConstantStack(String unit) {
    String text = unit.repeat(1_000_000 / unit.length());
    assertTimeoutPreemptively(
        Duration.ofMinutes(2),
        () -> {
          try {
            AddressList.parse(text);
          } catch (IllegalArgumentException refused) {
            // A refusal is fine; only the time counts.
          }
        });
  }

  @Test
  void groupNeedsAName() {
    assertThrows(IllegalArgumentException.class, () -> AddressGroup.of(""));
    assertEquals("Team \"A\"", AddressGroup.of("Team \"A\"", "a@b").name());
  }
}
