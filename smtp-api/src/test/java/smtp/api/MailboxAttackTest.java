package smtp.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.IDN;
import java.text.Normalizer;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile addresses cannot end the path, or move the message to another domain. */
class MailboxAttackTest {

  private static final List<String> PLACES =
      List.of(
          "%sann@example.org",
          "a%sn@example.org",
          "ann%s@example.org",
          "\"a%sn\"@example.org",
          "ann@%sexample.org",
          "ann@exa%smple.org",
          "ann@example.org%s",
          "ann@[IPv6:%s::1]",
          "ann@[tag:%s]",
          "%s");

  static Stream<String> i4() {
    return Stream.of(
        "\r", "\n", "\r\n", "\0", "\t", "\u000b", "\f", "\u001b", "\u007f", "\u0085", "\u2028",
        "\u2029", "\ud800", "\udc00", "\ufeff", "\u202e", "\u2066", "\u00a0", "\u3000", "\ufffe");
  }

  @ParameterizedTest
  @MethodSource("i4")
  void controlCharacterIsRefusedAnywhere(String hostile) {
    for (String place : PLACES) {
      String address = place.replace("%s", hostile);
      assertThrows(IllegalArgumentException.class, () -> Mailbox.of(address), place);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u010a", "\u010d", "\u560a", "\u560d", "\u0100"})
  void characterWhoseLowByteIsALineEndIsKept(String character) {
    Mailbox mailbox = Mailbox.of("a" + character + "n@example.org");
    assertEquals("a" + character + "n", mailbox.localPart());
    assertTrue(!mailbox.isAscii(), "is sent with SMTPUTF8 or not at all");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@b>,<c@d",
        "a@b> SIZE=1",
        "a@b SIZE=1",
        "a@b>",
        "<a@b>",
        "<a@b",
        "a<@b",
        "a>@b",
        "\"a\">@b",
        "a@b\"",
        "@x,@y:a@b",
        "@x:a@b",
        "a@b,c@d",
        "a@b;c@d",
        "a@b c@d",
        "Ann <a@b>",
        "a@b (Ann)",
        "a @b",
        " a@b",
        "a@b ",
        "a@",
        "a@[1.2.3.4]>",
        "a@[tag:>]x",
        "mailto:a@b",
      })
  void textAfterThePathIsRefused(String address) {
    assertThrows(IllegalArgumentException.class, () -> Mailbox.of(address));
  }

  @ParameterizedTest
  @MethodSource("smtp.api.OddAddresses#all")
  void domainFollowsTheLastAtThatIsNotQuoted(String address) {
    Mailbox mailbox;
    try {
      mailbox = Mailbox.of(address);
    } catch (IllegalArgumentException refused) {
      return;
    }
    assertEquals(mailbox, Mailbox.of(mailbox.toString()));
    assertEquals(address, mailbox.toString());
    if (!mailbox.domain().isEmpty()) {
      assertEquals(address.substring(address.lastIndexOf('@') + 1), mailbox.domain());
    } else {
      assertTrue(address.indexOf('@') < 0 || address.endsWith("\""), "no domain, or all is quoted");
    }
  }

  @Test
  void encodedWordIsAnOrdinaryLocalPart() {
    String encodedWord = "=?utf-8?q?=40evil.example=3e?=";
    assertEquals(encodedWord, Mailbox.of(encodedWord + "@example.org").localPart());
    assertEquals("example.org", Mailbox.of(encodedWord + "@example.org").domain());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "＠", "﹫", "．", "。", "｡", "︒", "․", "‥", "…", "﹒", "⒈", "＜", "＞", "﹤", "﹥", "≮", "≯", "≠",
        "\u037e", "；", "，", "：", "＂", "＼", "［", "］", "（", "⑴", "％", "℀", "\u00ad", "\u200b",
        "\u2060", "\u200e"
      })
  void characterThatNormalizationTurnsIntoSyntaxIsRefused(String character) {
    for (String place : PLACES) {
      String address = place.replace("%s", character);
      assertThrows(IllegalArgumentException.class, () -> Mailbox.of(address), place);
    }
  }

  @Test
  void noAcceptedCharacterNormalizesToSyntax() {
    List<Integer> bad =
        IntStream.rangeClosed(0x80, Character.MAX_CODE_POINT)
            .filter(MailboxAttackTest::isAssigned)
            .filter(c -> isAccepted("a" + Character.toString(c) + "b@example.org"))
            .filter(MailboxAttackTest::becomesSyntax)
            .boxed()
            .toList();
    assertEquals(List.of(), bad);
  }

  @Test
  void noAcceptedCharacterBecomesADotInADomain() {
    List<Integer> bad =
        IntStream.rangeClosed(0x80, Character.MAX_CODE_POINT)
            .filter(MailboxAttackTest::isAssigned)
            .filter(c -> isAccepted("ann@a" + Character.toString(c) + "b"))
            .filter(c -> !isOneLabelOrNone("a" + Character.toString(c) + "b"))
            .boxed()
            .toList();
    assertEquals(List.of(), bad);
  }

  private static boolean isAssigned(int c) {
    return Character.isDefined(c) && Character.getType(c) != Character.PRIVATE_USE;
  }

  private static boolean isAccepted(String address) {
    try {
      Mailbox.of(address);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean becomesSyntax(int c) {
    return Stream.of(Normalizer.Form.values())
        .map(form -> Normalizer.normalize(Character.toString(c), form))
        .anyMatch(text -> text.chars().anyMatch(n -> "@.<>\r\n\0\"\\ ,;:()[]".indexOf(n) >= 0));
  }

  private static boolean isOneLabelOrNone(String label) {
    try {
      return IDN.toASCII(label).chars().allMatch(c -> c == '-' || Character.isLetterOrDigit(c));
    } catch (IllegalArgumentException e) {
      return true;
    }
  }
}
