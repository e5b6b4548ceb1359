package smtp.core.internal.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Bytes cut into pieces at given indexes. */
final class Slices {

  private Slices() {}

  /** Cuts at the given indexes, in any order; an index beyond the end counts as the end. */
  static List<byte[]> at(byte[] octets, List<Integer> indexes) {
    List<byte[]> slices = new ArrayList<>();
    int from = 0;
    for (int index : indexes.stream().map(i -> Math.min(i, octets.length)).sorted().toList()) {
      slices.add(Arrays.copyOfRange(octets, from, index));
      from = index;
    }
    slices.add(Arrays.copyOfRange(octets, from, octets.length));
    return slices;
  }
}
