package smtp.core.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ReplyLimitsTest {

  @Test
  void limitsAllowTheShortestReply() {
    assertEquals(5, new ReplyLimits(5, 5, 1, 5).maxLine());
    assertThrows(IllegalArgumentException.class, () -> new ReplyLimits(4, 5, 1, 5));
    assertThrows(IllegalArgumentException.class, () -> new ReplyLimits(5, 5, 0, 5));
    assertThrows(IllegalArgumentException.class, () -> new ReplyLimits(5, 5, 1, 4));
  }

  @Test
  void challengeMayBeAsLongAsAnyLine() {
    assertThrows(IllegalArgumentException.class, () -> new ReplyLimits(6, 5, 1, 5));
  }
}
