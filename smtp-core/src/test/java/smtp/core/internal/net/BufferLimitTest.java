package smtp.core.internal.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many buffers are kept under {@code smtp.buffers}. */
class BufferLimitTest {

  private static final long MIB = 1 << 20;

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 0",
    "-1, 0, 0, 0",
    "1, 31, 1, 0",
    "16, 496, 31, 3",
    "33, 1024, 64, 8",
    "1000, 1024, 64, 8",
  })
  void eachKindIsLoweredInProportion(long mebibytes, int small, int large, int staging) {
    assertEquals(small, BufferLimit.limited(1024, mebibytes * MIB));
    assertEquals(large, BufferLimit.limited(64, mebibytes * MIB));
    assertEquals(staging, BufferLimit.limited(8, mebibytes * MIB));
  }

  @ParameterizedTest
  @CsvSource({"1", "5", "16", "33"})
  void allKindsTogetherStayWithinTheLimit(long mebibytes) {
    long limit = mebibytes * MIB;
    long kept =
        BufferLimit.limited(1024, limit) * (1024L + 16 * 1024)
            + BufferLimit.limited(64, limit) * 128L * 1024
            + BufferLimit.limited(8, limit) * MIB;
    assertTrue(kept <= limit, () -> kept + " bytes are kept, more than " + limit);
  }
}
