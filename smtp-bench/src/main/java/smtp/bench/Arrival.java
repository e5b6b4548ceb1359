package smtp.bench;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** How bytes arrive from a connection. */
public enum Arrival {
  /** As they were written. */
  WHOLE,
  /** With a gap in the middle of each line. */
  SPLIT;

  /** Splits bytes into the pieces that arrive. */
  List<ByteBuffer> cut(byte[] bytes) {
    List<ByteBuffer> pieces = new ArrayList<>();
    int from = 0;
    int line = 0;
    for (int i = 0; this == SPLIT && i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        int middle = (line + i) / 2;
        pieces.add(ByteBuffer.wrap(bytes, from, middle - from).slice());
        from = middle;
        line = i + 1;
      }
    }
    pieces.add(ByteBuffer.wrap(bytes, from, bytes.length - from).slice());
    return pieces;
  }
}
