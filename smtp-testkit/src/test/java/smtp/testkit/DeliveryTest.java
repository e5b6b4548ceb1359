package smtp.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryTest {

  private static List<String> writes(Delivery delivery, String bytes, long before) {
    return delivery.writes(bytes.getBytes(US_ASCII), before).stream()
        .map(write -> new String(write, US_ASCII))
        .toList();
  }

  @Test
  void wholeIsOneWrite() {
    assertEquals(List.of("a\r\nb\r\n"), writes(Delivery.whole(), "a\r\nb\r\n", 0));
  }

  @Test
  void byLineEndsAWriteAfterEachLine() {
    assertEquals(List.of("a\r\n", "b\n", "c"), writes(Delivery.byLine(), "a\r\nb\nc", 0));
  }

  @Test
  void byByteEndsAWriteAfterEachByte() {
    assertEquals(List.of("a", "\r", "\n"), writes(Delivery.byByte(), "a\r\n", 0));
  }

  @Test
  void splitAtSplitsOnceAndCountsTheBytesSentBefore() {
    assertEquals(List.of("ab", "cd"), writes(Delivery.splitAt(2), "abcd", 0));
    assertEquals(List.of("a", "bcd"), writes(Delivery.splitAt(11), "abcd", 10));
    assertEquals(List.of("abcd"), writes(Delivery.splitAt(14), "abcd", 10));
    assertEquals(List.of("abcd"), writes(Delivery.splitAt(9), "abcd", 10));
    assertThrows(IllegalArgumentException.class, () -> Delivery.splitAt(0));
  }

  @Test
  void everySplitCoversEachPositionOfTheServersBytes() {
    var dialogue = Dialogue.of("S- ab\nC: *\nS- cd\n");

    assertEquals(
        List.of("splitAt(1)", "splitAt(2)", "splitAt(3)"),
        Delivery.everySplit(dialogue).map(Delivery::toString).toList());
  }

  @Test
  void toStringIsTheFactoryMethodsName() {
    assertEquals(
        List.of("whole", "byLine", "byByte"), Delivery.all().map(Delivery::toString).toList());
  }
}
