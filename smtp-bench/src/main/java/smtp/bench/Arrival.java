package smtp.bench;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** How octets come out of a connection. */
public enum Arrival {
  /** As they were written. */
  WHOLE,
  /** With a gap in the middle of each line. */
  SPLIT;

  /** Cuts octets into the pieces that come. */
  List<ByteBuffer> cut(byte[] octets) {
    List<ByteBuffer> pieces = new ArrayList<>();
    int from = 0;
    int line = 0;
    for (int i = 0; this == SPLIT && i < octets.length; i++) {
      if (octets[i] == '\n') {
        int middle = (line + i) / 2;
        pieces.add(ByteBuffer.wrap(octets, from, middle - from).slice());
        from = middle;
        line = i + 1;
      }
    }
    pieces.add(ByteBuffer.wrap(octets, from, octets.length - from).slice());
    return pieces;
  }
}
