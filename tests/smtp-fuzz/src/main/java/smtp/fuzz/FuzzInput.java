package smtp.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An input of a fuzz test that is about more than one value: pieces with an octet 0xFF between
 * them, which no UTF-8 text has, so that an input can be read and written by hand. There is no end
 * of pieces: those beyond the input are empty.
 */
public final class FuzzInput {

  private final byte[] octets;
  private int at;

  /** Makes an input of what a fuzz test was given. */
  public FuzzInput(byte[] octets) {
    this.octets = octets;
  }

  /** Tells whether there are pieces left. */
  public boolean hasMore() {
    return at < octets.length;
  }

  /** Returns the next piece. */
  public byte[] octets() {
    int from = Math.min(at, octets.length);
    int to = from;
    while (to < octets.length && octets[to] != (byte) 0xFF) {
      to++;
    }
    at = to + 1;
    return Arrays.copyOfRange(octets, from, to);
  }

  /** Returns the next piece as UTF-8 text, with U+FFFD for what is not. */
  public String text() {
    return new String(octets(), StandardCharsets.UTF_8);
  }

  /** Returns a number from 0 to {@code bound - 1}, from the next piece. */
  public int number(int bound) {
    return Math.floorMod(Arrays.hashCode(octets()), bound);
  }

  /** Returns all that is left, with what separates pieces. */
  public byte[] rest() {
    byte[] rest = Arrays.copyOfRange(octets, Math.min(at, octets.length), octets.length);
    at = octets.length;
    return rest;
  }
}
