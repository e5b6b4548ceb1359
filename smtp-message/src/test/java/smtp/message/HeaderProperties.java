package smtp.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import smtp.message.internal.header.EncodedWord;
import smtp.message.internal.header.FieldText;
import smtp.message.support.Texts;
import smtp.message.support.Unstructured;
import smtp.message.support.Written;

/** A value never makes more than one header field, and is read as it was given. */
class HeaderProperties {

  private static final Set<String> OWN =
      Set.of("Date", "From", "Message-ID", "MIME-Version", "Content-Type");

  @Provide
  Arbitrary<String> values() {
    Arbitrary<String> any = Arbitraries.strings().all().ofMaxLength(300);
    Arbitrary<String> pieces =
        Arbitraries.of(
                " ",
                "  ",
                "\t",
                "a",
                "Subject:",
                "=?",
                "?=",
                "=?UTF-8?Q?a?=",
                "é",
                "𠮷",
                "e\u0301",
                "x".repeat(70),
                " ".repeat(90),
                "\u2028",
                "\u0085",
                "\u000b",
                "\u007f")
            .list()
            .ofMaxSize(30)
            .map(list -> String.join("", list));
    return Arbitraries.oneOf(any, pieces).map(Texts::withoutLineEnds);
  }

  @Provide
  Arbitrary<String> hostile() {
    return Arbitraries.of(
            "a", " ", "\t", "é", "\r\n", "\r", "\n", "\0", "\nBcc: x@y", "\r\n\r\nbody")
        .list()
        .ofMaxSize(8)
        .map(list -> String.join("", list));
  }

  @Property(tries = 300)
  void valueIsReadAsItWasGiven(@ForAll("values") String value) {
    for (String name : List.of("Subject", "X-Custom")) {
      Message message = Message.builder().from("a@b").header(name, value).build();
      Written written = Written.of(message);
      assertEquals(value, Unstructured.decoded(written.rawField(name)), written.header());
      for (String line : written.headerLines()) {
        assertTrue(line.length() <= (name.equals("Subject") ? 78 : 998), line);
        assertTrue(!line.contains("=?UTF-8?") || line.length() <= 76, line);
        assertTrue(FieldText.isAscii(line) && !line.isBlank(), line);
      }
    }
  }

  @Property(tries = 300)
  void nameIsReadAsItWasGiven(@ForAll("values") String name) {
    Address address = Address.of(name, "a@b");
    assertEquals(address, Address.of(address.toString()));
    Written written = Written.of(Message.builder().from(address).build());
    assertEquals(address, Address.of(written.field("From")), written.header());
    written.headerLines().forEach(line -> assertTrue(line.length() <= 78, line));
  }

  @Property(tries = 300)
  void valueIsRefusedOrMakesExactlyOneField(@ForAll("hostile") String value) {
    try {
      Message message =
          Message.builder()
              .from(Address.of(value, "a@b"))
              .subject(value)
              .header("X-A", value)
              .header("X-A", value)
              .build();
      List<String> names = Written.of(message).fields().stream().map(f -> f.getKey()).toList();
      assertTrue(names.containsAll(OWN), names.toString());
      assertEquals(OWN.size() + 4, names.size(), names.toString());
    } catch (IllegalArgumentException e) {
      assertTrue(value.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0), value);
    }
  }

  @Example
  void noLineIsTooLongWhateverTheSubject() {
    int length = 1_000_001;
    for (String unit :
        List.of("x", "é", " ", "a ", "\t", "e\u0301", "\u0301", "=?", "👩‍👩‍👧", "\u0007")) {
      String subject = Texts.valid(unit.repeat(length / unit.length() + 1).substring(0, length));
      for (String name : List.of("Subject", "X-Custom")) {
        Written written = Written.of(Message.builder().from("a@b").header(name, subject).build());
        written.headerLines().forEach(line -> assertTrue(line.length() <= 998, line));
        assertEquals(subject, Unstructured.decoded(written.rawField(name)));
      }
    }
  }

  @Example
  void tenThousandRecipientsAreFolded() {
    MessageBuilder builder = Message.builder().from("a@b");
    String[] recipients = new String[10_000];
    for (int i = 0; i < recipients.length; i++) {
      recipients[i] = "Reader " + i + " <r" + i + "@example.org>";
    }
    Written written = Written.of(builder.to(recipients).build());
    written.headerLines().forEach(line -> assertTrue(line.length() <= 78, line));
    assertEquals(recipients.length, AddressList.parse(written.field("To")).addresses().size());
  }

  @Example
  void encodedWordsAreCutBetweenCharacters() {
    for (String character : List.of("e\u0301\u0323", "𠮷", "👩🏽", "ก\u0e48")) {
      Written written =
          Written.of(Message.builder().from("a@b").subject(character.repeat(100)).build());
      for (String word : written.field("Subject").split(" +", -1)) {
        String decoded = EncodedWord.decode(word);
        assertEquals(character.repeat(decoded.length() / character.length()), decoded);
      }
    }
  }

  @Example
  void shorterOfQAndBIsTaken() {
    assertEquals("=?UTF-8?Q?Internationalit=C3=A4t?=", subject("Internationalität"));
    assertEquals("=?UTF-8?B?5pel5pys?=", subject("日本"));
    assertEquals("a =?UTF-8?B?w7wgw7w=?= b", subject("a ü ü b"));
  }

  private static String subject(String subject) {
    return Written.of(Message.builder().from("a@b").subject(subject).build()).field("Subject");
  }

  @Example
  void identifierThatDoesNotFitALineIsRefused() {
    String id = "x".repeat(880) + "@y";
    Written written = Written.of(Message.builder().from("a@b").references(id, id, "z@y").build());
    written.headerLines().forEach(line -> assertTrue(line.length() <= 998, line));
    assertEquals("<" + id + "> <" + id + "> <z@y>", written.field("References"));
    assertThrows(
        IllegalArgumentException.class, () -> Message.builder().messageId("x".repeat(999) + "@y"));
  }
}
