package smtp.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MailboxProperties {

  private static final String ATEXT = "abcXYZ019!#$%&'*+-/=?^_`{|}~ü例🔑";
  private static final String SYNTAX = "a.@<>\"\\[]:, \r\n\0-1é@\".";

  @Property
  void parsingAndPrintingAreInverse(
      @ForAll("localParts") String localPart, @ForAll("domains") String domain) {
    Mailbox mailbox = Mailbox.of(localPart + "@" + domain);
    assertEquals(localPart, mailbox.localPart());
    assertEquals(domain, mailbox.domain());
    assertEquals(mailbox, Mailbox.of(mailbox.toString()));
  }

  @Property(tries = 20_000)
  void acceptedTextCannotEndThePath(@ForAll("nonsense") String text) {
    Mailbox mailbox;
    try {
      mailbox = Mailbox.of(text);
    } catch (IllegalArgumentException refused) {
      return;
    }
    assertEquals(text, mailbox.toString());
    assertTrue(text.chars().noneMatch(c -> c < 0x20 || c == 0x7f));
    assertEquals(mailbox.domain().isEmpty() ? "" : "@", unquotedSyntax(text));
  }

  @Property(tries = 50)
  void hugeNonsenseIsRefusedInLinearTime(@ForAll("nonsense") String seed) {
    String huge = (seed.isEmpty() ? "\"" : seed).repeat(1_000_000 / Math.max(1, seed.length()));
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          try {
            Mailbox.of(huge);
          } catch (IllegalArgumentException e) {
            assertTrue(e.getMessage().length() < 1500);
            return;
          }
          throw new AssertionError("accepted " + huge.length() + " characters");
        });
  }

  @Example
  void quotedAndBracketedNonsenseIsRefusedInLinearTime() {
    for (String open : new String[] {"\"", "\"\\", "a@[IPv6:", "a@[", "a.", "a@b.", "(", "@"}) {
      hugeNonsenseIsRefusedInLinearTime(open);
    }
  }

  /** Returns the characters with a meaning in SMTP that are outside a quoted string. */
  private static String unquotedSyntax(String text) {
    StringBuilder found = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && "<>@ ,".indexOf(c) >= 0) {
        found.append(c);
      }
    }
    return quoted ? found + "(open quote)" : found.toString();
  }

  @Provide
  Arbitrary<String> localParts() {
    Arbitrary<String> atom = strings(ATEXT, 1, 8);
    Arbitrary<String> dotString = atom.list().ofMinSize(1).ofMaxSize(3).map(l -> join(l));
    Arbitrary<String> qtext = strings(" !#[]^~<>@,;:().az9ü", 1, 1);
    Arbitrary<String> pair = strings(" !\"\\<>@~", 1, 1).map(c -> "\\" + c);
    Arbitrary<String> quoted =
        Arbitraries.oneOf(qtext, pair)
            .list()
            .ofMaxSize(12)
            .map(l -> '"' + String.join("", l) + '"');
    return Arbitraries.oneOf(dotString, quoted);
  }

  @Provide
  Arbitrary<String> domains() {
    Arbitrary<String> label =
        Combinators.combine(strings("abZ09é例", 1, 3), strings("ab09-", 0, 5), strings("aZ9", 1, 1))
            .as((first, middle, last) -> first + middle + last);
    Arbitrary<String> name = label.list().ofMinSize(1).ofMaxSize(4).map(l -> join(l));
    Arbitrary<String> ipv4 =
        Arbitraries.integers().between(0, 255).list().ofSize(4).map(l -> "[" + join(l) + "]");
    return Arbitraries.oneOf(name, ipv4);
  }

  @Provide
  Arbitrary<String> nonsense() {
    return Arbitraries.oneOf(strings(SYNTAX, 0, 20), Arbitraries.strings().ofMaxLength(20));
  }

  private static Arbitrary<String> strings(String alphabet, int min, int max) {
    Integer[] codePoints = alphabet.codePoints().boxed().toArray(Integer[]::new);
    return Arbitraries.of(codePoints)
        .list()
        .ofMinSize(min)
        .ofMaxSize(max)
        .map(list -> {
          StringBuilder text = new StringBuilder();
          list.forEach(text::appendCodePoint);
          return text.toString();
        });
  }

  private static String join(List<?> parts) {
    return parts.stream().map(Object::toString).reduce((a, b) -> a + "." + b).orElseThrow();
  }
}
