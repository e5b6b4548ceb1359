package smtp.core.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SwarTest {

  @Test
  void everyByteIsRecognizedAtEveryIndex() {
    for (int place = 0; place < 100; place++) {
      for (int value = 0; value < 256; value++) {
        byte[] octets = new byte[100];
        Arrays.fill(octets, (byte) 'a');
        octets[place] = (byte) value;
        assertEquals(value == '\n' ? place : 100, Swar.indexOfLf(octets, 0, 100));
        assertEquals(value < 128 && value != '\r', Swar.isPlain(octets, 0, 100));
      }
    }
  }
}
