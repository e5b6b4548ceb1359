package smtp.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Splits the input of a fuzz test that needs more than one value into pieces. A byte 0xFF, which
 * does not occur in UTF-8 text, separates them, so that an input can be read and written by hand.
 * Pieces beyond the end of the input are empty.
 */
public final class FuzzInput {

  private final byte[] bytes;
  private int at;

  /** Creates an input from the bytes that a fuzz test received. */
  public FuzzInput(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns whether there are pieces left. */
  public boolean hasMore() {
    return at < bytes.length;
  }

  /** Returns the next piece. */
  public byte[] bytes() {
    int from = Math.min(at, bytes.length);
    int to = from;
    while (to < bytes.length && bytes[to] != (byte) 0xFF) {
      to++;
    }
    at = to + 1;
    return Arrays.copyOfRange(bytes, from, to);
  }

  /** Returns the next piece as UTF-8 text, with U+FFFD for invalid bytes. */
  public String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  /** Returns a number from 0 to {@code bound - 1}, from the next piece. */
  public int number(int bound) {
    return Math.floorMod(Arrays.hashCode(bytes()), bound);
  }

  /** Returns everything that is left, including separators. */
  public byte[] rest() {
    byte[] rest = Arrays.copyOfRange(bytes, Math.min(at, bytes.length), bytes.length);
    at = bytes.length;
    return rest;
  }
}
