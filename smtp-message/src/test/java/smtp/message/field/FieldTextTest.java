package smtp.message.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static smtp.message.support.Refusals.assertRefused;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import smtp.message.Address;
import smtp.message.Message;
import smtp.message.MessageBuilder;
import smtp.message.Part;
import smtp.message.support.Written;

/** Text that a caller gives for a field. */
class FieldTextTest {

  private static MessageBuilder message() {
    return Message.builder().from("a@b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud83d", "\ude00", "a\ud83d b", "\ude00\ud83d"})
  void halfOfASurrogatePairIsRefusedAndNeverBecomesAQuestionMark(String half) {
    assertRefused("Subject", () -> message().subject(half));
    assertRefused("X-Test", () -> message().header("X-Test", half));
    assertRefused("display name", () -> Address.of(half, "a@b"));
    assertRefused("text", () -> message().text(half));
    assertRefused("text", () -> message().html(half));
    assertRefused("text", () -> Part.text("text/calendar", half));
    assertRefused("file name", () -> Part.of(half, new byte[0]));
    assertThrows(IllegalArgumentException.class, () -> message().to(half + "@x"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Tue, 3 Jun 2025 11:05:30 +0000 (UTC) | Tue, 3 Jun 2025 11:05:30 +0000",
        "Tue, 3 Jun 2025 11:05:30 -0000       | Tue, 3 Jun 2025 11:05:30 -0000",
        "3 Jun 2025 11:05 UT                  | Tue, 3 Jun 2025 11:05:00 +0000",
        "tue, 03 jun 2025 11:05:30 pdt        | Tue, 3 Jun 2025 11:05:30 -0700",
        "Tue, 3 Jun 2025 11:05:30 GMT (a (b)) | Tue, 3 Jun 2025 11:05:30 +0000"
      })
  void dateIsReadInTheFormsThatMailClientsWrite(String given, String written) {
    assertEquals(written, Written.of(message().header("Date", given).build()).field("Date"));
  }
}
