package smtp.core.internal.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Octets cut into pieces. */
final class Slices {

  private Slices() {}

  /** Cuts at the given indexes, in any order and reduced to the length where they are beyond it. */
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
