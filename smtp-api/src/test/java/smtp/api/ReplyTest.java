package smtp.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyTest {

  @Test
  @Tag("S41")
  void replyHasCodeLinesAndText() {
    Reply reply = Reply.of(250, "mail.example.org", "SIZE 1000");
    assertEquals(250, reply.code());
    assertEquals(List.of("mail.example.org", "SIZE 1000"), reply.lines());
    assertEquals("mail.example.org\nSIZE 1000", reply.text());
    assertEquals("250 mail.example.org / SIZE 1000", reply.toString());
  }

  @Test
  void replyHasAtLeastOneLine() {
    assertEquals(List.of(""), Reply.of(250).lines());
    assertEquals("", Reply.of(250).text());
  }

  @ParameterizedTest
  @CsvSource({
    "200,POSITIVE", "250,POSITIVE", "299,POSITIVE", "300,INTERMEDIATE", "354,INTERMEDIATE",
    "399,INTERMEDIATE", "400,TRANSIENT", "421,TRANSIENT", "499,TRANSIENT", "500,PERMANENT",
    "599,PERMANENT"
  })
  void replyIsOneOfFourKinds(int code, String kind) {
    Reply reply = Reply.of(code, "");
    assertEquals(kind.equals("POSITIVE"), reply.isPositive());
    assertEquals(kind.equals("INTERMEDIATE"), reply.isIntermediate());
    assertEquals(kind.equals("TRANSIENT"), reply.isTransient());
    assertEquals(kind.equals("PERMANENT"), reply.isPermanent());
  }

  @ParameterizedTest
  @ValueSource(ints = {-250, 0, 99, 100, 199, 600, 999, 2500})
  void otherCodesAreRefused(int code) {
    assertThrows(IllegalArgumentException.class, () -> Reply.of(code, "text"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\rb", "a\nb", "\r\n", "\n"})
  void lineWithALineEndIsRefusedAndQuotedOnOneLine(String line) {
    var e = assertThrows(IllegalArgumentException.class, () -> Reply.of(250, "first", line));
    assertTrue(e.getMessage().lines().count() == 1, e.getMessage());
  }

  @Test
  void enhancedStatusHasTheClassOfTheCode() {
    var status = Optional.of(new EnhancedStatus(5, 1, 1));
    assertEquals(status, Reply.of(550, "5.1.1 unknown", "2.0.0 x").enhancedStatus());
    assertEquals(Optional.empty(), Reply.of(450, "5.1.1 unknown").enhancedStatus());
    assertEquals(Optional.empty(), Reply.of(354, "2.0.0 go on").enhancedStatus());
    assertEquals(Optional.empty(), Reply.of(550, "unknown 5.1.1").enhancedStatus());
  }

  @Test
  void toStringEscapesCharactersThatDoNotPrint() {
    assertEquals(
        "550 a\\u0000b\\u001b[2J\\u202ec\\ud800d\\u2028\\u00ade",
        Reply.of(550, "a\0b\u001b[2J\u202ec\ud800d\u2028\u00ade").toString());
    assertEquals("550 über 例え 🔑", Reply.of(550, "über 例え 🔑").toString());
  }

  @Test
  void replyDoesNotChangeWithItsList() {
    List<String> lines = new ArrayList<>(List.of("a"));
    Reply reply = Reply.of(250, lines);
    lines.add("b");
    assertEquals(List.of("a"), reply.lines());
    assertThrows(UnsupportedOperationException.class, () -> reply.lines().add("c"));
  }

  @Test
  void repliesAreEqualByCodeAndLines() {
    assertEquals(Reply.of(250, "a", "b"), Reply.of(250, List.of("a", "b")));
    assertEquals(Reply.of(250, "a").hashCode(), Reply.of(250, "a").hashCode());
    assertNotEquals(Reply.of(250, "a"), Reply.of(251, "a"));
    assertNotEquals(Reply.of(250, "a"), Reply.of(250, "a", ""));
    assertFalse(Reply.of(250).equals(null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "\u00fc", "\u20ac", "\ud83d\ude00", "\u202e"})
  void textFormHasAtMost512Octets(String character) {
    for (int length = 0; length < 600; length++) {
      String shown = Reply.of(550, character.repeat(length), "second").toString();
      assertTrue(shown.getBytes(StandardCharsets.UTF_8).length <= 512, shown);
      assertTrue(shown.endsWith("second") || shown.endsWith(" [shortened]"), shown);
      assertFalse(shown.contains("\ufffd"), shown);
    }
  }
}
