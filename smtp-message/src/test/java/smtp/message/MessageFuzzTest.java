package smtp.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import smtp.fuzz.FuzzInput;
import smtp.fuzz.FuzzTest;
import smtp.message.peer.Mime4jReader;
import smtp.message.peer.Reading;
import smtp.message.support.Texts;
import smtp.message.support.Unstructured;
import smtp.message.support.WireLines;
import smtp.message.support.Written;

/** Any values are refused, or Mime4j reads them as they were given. */
class MessageFuzzTest {

  @FuzzTest
  void messageIsReadAsItWasGivenOrRefused(byte[] bytes) throws Exception {
    FuzzInput input = new FuzzInput(bytes);
    Given given =
        new Given(
            input.text(),
            input.text(),
            input.text(),
            input.text(),
            input.text(),
            HexFormat.of().formatHex(input.bytes()));
    Message message;
    try {
      message = given.message();
    } catch (IllegalArgumentException refused) {
      assertTrue(refused.getMessage().chars().noneMatch(Character::isISOControl));
      assertTrue(given.holdsWhatIsRefused(), refused::getMessage);
      return;
    }
    assertFalse(given.holdsWhatIsRefused());
    check(given, Written.of(message), 8);
    check(given, Written.sevenBit(message), 7);
  }

  /** The values of one message. */
  private record Given(
      String subject, String name, String custom, String text, String fileName, String hex) {

    Message message() {
      return Message.builder()
          .from(Address.of(name, "ann@example.org"))
          .to("bob@example.net")
          .subject(subject)
          .header("X-Custom", custom)
          .text(text)
          .attach(Part.of(fileName, HexFormat.of().parseHex(hex)).withMediaType("x/y"))
          .build();
    }

    boolean holdsWhatIsRefused() {
      return fileName.isEmpty() || holdsLineEnd();
    }

    private boolean holdsLineEnd() {
      return List.of(subject, name, custom, fileName).stream()
          .anyMatch(value -> value.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0));
    }
  }

  private static void check(Given given, Written written, int bits) throws Exception {
    checkLines(written, bits);
    assertEquals(given.subject(), Unstructured.decoded(written.rawField("Subject")));
    assertEquals(given.custom(), Unstructured.decoded(written.rawField("X-Custom")));
    assertEquals(given.name(), Address.of(written.field("From")).name());
    Reading found = new Mime4jReader().read(written.bytes());
    assertEquals(Texts.headerFields(written.text()), found.fields());
    assertEquals(Texts.asRead(List.of(given.text())), Texts.asRead(found.texts()));
    assertEquals(List.of("ann@example.org"), mailboxes(found.from()));
    assertEquals(List.of("bob@example.net"), mailboxes(found.to()));
    assertEquals(List.of(given.hex()), found.files().stream().map(Reading.File::hex).toList());
  }

  private static List<String> mailboxes(List<Reading.Person> people) {
    return people.stream().map(Reading.Person::mailbox).toList();
  }

  private static void checkLines(Written written, int bits) {
    WireLines.assertValid(written.bytes(), (1 << bits) - 1);
    written.headerLines().forEach(line -> assertFalse(line.isBlank()));
  }
}
