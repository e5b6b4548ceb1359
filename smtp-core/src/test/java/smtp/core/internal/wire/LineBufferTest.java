package smtp.core.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class LineBufferTest {

  private final LineBuffer buffer = new LineBuffer();

  @Test
  void smallArrayIsKeptAndLargeOneReleased() {
    buffer.append(new byte[512], 0, 512);
    byte[] small = buffer.array();
    buffer.clear();
    assertSame(small, buffer.array());

    buffer.append(new byte[513], 0, 513);
    buffer.clear();
    assertEquals(0, buffer.array().length);
    assertEquals(0, buffer.length());
  }
}
