package smtp.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnhancedStatusTest {

  @ParameterizedTest
  @CsvSource({
    "5.1.1 User unknown, 5, 1, 1",
    "2.0.0, 2, 0, 0",
    "'4.7.25 ', 4, 7, 25",
    "5.999.999 x, 5, 999, 999",
    "2.1.5  two blanks, 2, 1, 5",
    "4.07.001 leading zeros, 4, 7, 1",
  })
  void statusAtTheBeginningIsRead(String text, int type, int subject, int detail) {
    assertEquals(
        Optional.of(new EnhancedStatus(type, subject, detail)), EnhancedStatus.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " 5.1.1",
        "5",
        "5.",
        "5.1",
        "5.1.",
        "5.1.1.1",
        "5.1.1x",
        "5.1.1-x",
        "5..1 x",
        ".1.1",
        "1.1.1",
        "3.1.1",
        "6.1.1",
        "0.0.0",
        "25.1.1",
        "5.1000.1",
        "5.1.1000 x",
        "-5.1.1",
        "5.-1.1",
        "#5.1.1",
        "User 5.1.1",
        "٥.١.١ x",
        "5,1,1",
      })
  void otherTextHasNoStatus(String text) {
    assertEquals(Optional.empty(), EnhancedStatus.parse(text));
  }

  @ParameterizedTest
  @CsvSource({"0,0,0", "1,0,0", "3,0,0", "6,0,0", "5,-1,0", "5,1000,0", "5,0,-1", "5,0,1000"})
  void numberOutOfRangeIsRefused(int type, int subject, int detail) {
    assertThrows(IllegalArgumentException.class, () -> new EnhancedStatus(type, subject, detail));
  }

  @Test
  void statusIsPrintedAsItIsRead() {
    var status = new EnhancedStatus(5, 7, 26);
    assertEquals("5.7.26", status.toString());
    assertEquals(Optional.of(status), EnhancedStatus.parse(status.toString()));
  }

  @ParameterizedTest
  @CsvSource({
    "2.0.0, Other undefined status",
    "5.1.1, Bad destination mailbox address",
    "4.2.2, Mailbox full",
    "5.2.2, Mailbox full",
    "4.5.3, Too many recipients",
    "5.7.8, Authentication credentials invalid",
    "5.7.10, Encryption needed",
    "5.7.30, REQUIRETLS support required"
  })
  void nameIsThatOfIana(String status, String name) {
    assertEquals(Optional.of(name), EnhancedStatus.parse(status).orElseThrow().meaning());
  }

  @Test
  void statusUnknownToIanaHasNoName() {
    assertEquals(Optional.empty(), new EnhancedStatus(5, 8, 0).meaning());
    assertEquals(Optional.empty(), new EnhancedStatus(5, 1, 999).meaning());
  }

  @Test
  void recoveryFollowsFromTheClass() {
    assertEquals(Optional.of(Recovery.RETRY_LATER), new EnhancedStatus(4, 7, 1).recovery());
    assertEquals(Optional.of(Recovery.FIX_FIRST), new EnhancedStatus(5, 1, 1).recovery());
    assertEquals(Optional.empty(), new EnhancedStatus(2, 1, 5).recovery());
  }
}
