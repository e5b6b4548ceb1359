package smtp.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import smtp.api.Content;
import smtp.api.Envelope;
import smtp.api.Mail;

/** What toString returns for the values that are not strings themselves. */
class PrintedTest {

  private static Stream<Arguments> printed() throws Exception {
    byte[] stored = "Message-ID: <2@b>\r\n\r\n".getBytes(UTF_8);
    Mail mail = Mail.of(Envelope.of("a@b", "c@d"), Content.of(""));
    return Stream.of(
        Arguments.of(Message.builder().from("a@b").messageId("1@b").build(), "Message[<1@b>]"),
        Arguments.of(Message.read(stored), "StoredMessage[<2@b>]"),
        Arguments.of(Message.read(new byte[0]), "StoredMessage[no Message-ID]"),
        Arguments.of(Part.of("a", new byte[0]), "Part[application/octet-stream, \"a\"]"),
        Arguments.of(Part.text("text/calendar", "a"), "Part[text/calendar]"),
        Arguments.of(Part.message(mail), "Part[message/rfc822]"),
        Arguments.of(Part.raw(Content.of("")), "Part[raw]"));
  }

  @ParameterizedTest
  @MethodSource("printed")
  void textOfAValueSaysWhatItIs(Object value, String text) {
    assertEquals(text, value.toString());
  }
}
