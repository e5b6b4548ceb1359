package smtp.core.internal.wire;

import java.util.ArrayList;
import java.util.List;

/** The ways to split test input into pieces: whole, by line, by byte. */
enum Splitting {
  WHOLE,
  BY_LINE,
  BY_OCTET;

  /** Splits bytes into pieces. */
  List<byte[]> cut(byte[] octets) {
    List<Integer> ends = new ArrayList<>();
    for (int i = 1; i < octets.length; i++) {
      if (this == BY_OCTET || (this == BY_LINE && octets[i - 1] == '\n')) {
        ends.add(i);
      }
    }
    return Slices.at(octets, ends);
  }
}
