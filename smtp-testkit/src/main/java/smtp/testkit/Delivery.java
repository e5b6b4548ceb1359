package smtp.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How a server's bytes are split into writes, to test that a client does not depend on it.
 *
 * <p>The network may split a reply anywhere. A test that plays a dialogue can be run once for each
 * delivery:
 *
 * {@snippet :
 * @ParameterizedTest
 * @MethodSource("smtp.testkit.Delivery#all")
 * void readsTheGreeting(Delivery delivery) {
 *   try (var server = ScriptedServer.builder(dialogue).delivery(delivery).start()) {
 *     // ...
 *   }
 * }
 * }
 *
 * <p>The server pauses very briefly between two writes. That makes it likely, but not certain, that
 * a client receives them in two reads. Immutable.
 */
public final class Delivery {
  private final String name;
  private final Cut cut;

  private Delivery(String name, Cut cut) {
    this.name = name;
    this.cut = cut;
  }

  /**
   * Decides after which bytes a write ends; the count includes all bytes sent on the connection.
   */
  @FunctionalInterface
  private interface Cut {
    boolean after(byte value, long count);
  }

  /**
   * Sends everything up to the next point at which the server waits for the client in one write.
   */
  public static Delivery whole() {
    return new Delivery("whole", (value, count) -> false);
  }

  /** Sends each line, up to and including its LF, in its own write. */
  public static Delivery byLine() {
    return new Delivery("byLine", (value, count) -> value == '\n');
  }

  /** Sends each byte in its own write. */
  public static Delivery byByte() {
    return new Delivery("byByte", (value, count) -> true);
  }

  /**
   * Sends as {@link #whole()} does, but ends one write at a given position.
   *
   * @param offset how many bytes the server has sent on the connection before the split, not
   *     counting those of TLS and of endless replies and lines; 1 or more
   * @throws IllegalArgumentException if the offset is below 1
   */
  public static Delivery splitAt(int offset) {
    if (offset < 1) {
      throw new IllegalArgumentException("a split needs an offset of 1 or more, not " + offset);
    }
    return new Delivery("splitAt(" + offset + ")", (value, count) -> count == offset);
  }

  /** Returns {@link #whole()}, {@link #byLine()} and {@link #byByte()}, for parameterized tests. */
  public static Stream<Delivery> all() {
    return Stream.of(whole(), byLine(), byByte());
  }

  /** Returns a split at each position of the bytes that the server sends in a dialogue. */
  public static Stream<Delivery> everySplit(Dialogue dialogue) {
    return IntStream.range(1, dialogue.serverBytes()).mapToObj(Delivery::splitAt);
  }

  /** Splits bytes into writes, given how many bytes were sent before them. */
  List<byte[]> writes(byte[] bytes, long sentBefore) {
    var writes = new ArrayList<byte[]>();
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (i == bytes.length - 1 || cut.after(bytes[i], sentBefore + i + 1)) {
        writes.add(Arrays.copyOfRange(bytes, start, i + 1));
        start = i + 1;
      }
    }
    return writes;
  }

  /** Returns the factory method's name, such as {@code byLine}, which test reports show. */
  @Override
  public String toString() {
    return name;
  }
}
