package smtp.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How what the server says is cut into writes.
 *
 * <p>A client must not care where a reply is cut, so every test that plays a dialogue can be run
 * once a delivery:
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
 * <p>The server puts a very short pause between two writes. That makes it likely, not certain, that
 * a client sees them by two reads. Immutable.
 */
public final class Delivery {
  private final String name;
  private final Cut cut;

  private Delivery(String name, Cut cut) {
    this.name = name;
    this.cut = cut;
  }

  /**
   * Whether a write ends behind an octet, the so-and-so-many-th that the connection's server sends.
   */
  @FunctionalInterface
  private interface Cut {
    boolean after(byte octet, long count);
  }

  /** Everything that the server says without waiting for the client in between is one write. */
  public static Delivery whole() {
    return new Delivery("whole", (octet, count) -> false);
  }

  /** Each line, up to and with its LF, is a write. */
  public static Delivery byLine() {
    return new Delivery("byLine", (octet, count) -> octet == '\n');
  }

  /** Each octet is a write. */
  public static Delivery byByte() {
    return new Delivery("byByte", (octet, count) -> true);
  }

  /**
   * As {@link #whole()}, but one write ends at a given place.
   *
   * @param offset how many octets the server has sent on the connection before the cut, TLS and the
   *     octets of endless replies and lines not counted; 1 or more
   * @throws IllegalArgumentException if the offset is below 1
   */
  public static Delivery splitAt(int offset) {
    if (offset < 1) {
      throw new IllegalArgumentException("a split at " + offset + " leaves nothing before it");
    }
    return new Delivery("splitAt(" + offset + ")", (octet, count) -> count == offset);
  }

  /** Returns whole, by line and by byte: a method source for parameterized tests. */
  public static Stream<Delivery> all() {
    return Stream.of(whole(), byLine(), byByte());
  }

  /** Returns a split at each place of what the server says in a dialogue. */
  public static Stream<Delivery> everySplit(Dialogue dialogue) {
    return IntStream.range(1, dialogue.serverOctets()).mapToObj(Delivery::splitAt);
  }

  /** Cuts octets into writes, where so many octets were sent before. */
  List<byte[]> writes(byte[] octets, long sentBefore) {
    var writes = new ArrayList<byte[]>();
    int start = 0;
    for (int i = 0; i < octets.length; i++) {
      if (i == octets.length - 1 || cut.after(octets[i], sentBefore + i + 1)) {
        writes.add(Arrays.copyOfRange(octets, start, i + 1));
        start = i + 1;
      }
    }
    return writes;
  }

  /** Returns the name of the method, as {@code byLine}: the name of the run in test reports. */
  @Override
  public String toString() {
    return name;
  }
}
