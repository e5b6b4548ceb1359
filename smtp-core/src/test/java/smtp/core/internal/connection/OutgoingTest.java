package smtp.core.internal.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import smtp.api.Phase;
import smtp.api.SmtpException;
import smtp.api.SmtpTransportException;
import smtp.api.Timeouts;
import smtp.core.internal.net.Watch;

class OutgoingTest {

  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;

  private final Watch watch = Watch.start();
  private final FakeLink link = new FakeLink(100, "");

  @AfterEach
  void release() {
    watch.release();
  }

  static Stream<Arguments> limits() {
    return Stream.of(
        Arguments.of(Duration.ofMillis(1), 128 * KIB),
        Arguments.of(Duration.ofSeconds(16), 128 * KIB),
        Arguments.of(Duration.ofSeconds(64), 512 * KIB),
        Arguments.of(Duration.ofMinutes(3), MIB),
        Arguments.of(Duration.ofDays(1), MIB));
  }

  /**
   * The less time a write has, the less is in it: a slow network takes 8 KiB a second. What goes
   * behind the first MiB finds the system's buffers full, until the server has answered.
   */
  @ParameterizedTest
  @MethodSource("limits")
  void largeContentIsWrittenInBlocks(Duration limit, int block) throws IOException {
    Outgoing out = outgoing(limit);
    out.write(new byte[4 * MIB], 0, 4 * MIB);
    assertEquals(writes(MIB / block, block, 24, Buffers.LARGE), written());
    out.answered();
    out.write(new byte[2 * MIB], 0, 2 * MIB);
    assertEquals(
        writes(MIB / block, block, 8, Buffers.LARGE),
        written().subList(MIB / block + 24, written().size()));
  }

  private static List<Integer> writes(int first, int octets, int then, int less) {
    List<Integer> writes = new ArrayList<>(Collections.nCopies(first, octets));
    writes.addAll(Collections.nCopies(then, less));
    return writes;
  }

  @Test
  void smallContentFillsTheBuffer() throws IOException {
    Outgoing out = outgoing(Duration.ofMinutes(3));
    out.write(new byte[100], 0, 100);
    out.write(new byte[Buffers.LARGE - 1], 0, Buffers.LARGE - 1);
    assertEquals(List.of(Buffers.LARGE), written());
    out.flush();
    assertEquals(List.of(Buffers.LARGE, 99), written());
  }

  @Test
  void contentAsLargeAsTheBufferIsNotCopied() throws IOException {
    Outgoing out = outgoing(Duration.ofMinutes(3));
    out.write(new byte[100], 0, 100);
    out.write(new byte[Buffers.LARGE], 0, Buffers.LARGE);
    assertEquals(List.of(100, Buffers.LARGE), written());
    assertTrue(out.isEmpty());
  }

  /** A large command is sent in one write with the bytes before it. */
  @Test
  void commandThatDoesNotFitMovesToALargerBuffer() throws IOException {
    Outgoing out = outgoing(Duration.ofMinutes(3));
    put(out, "a".repeat(1000));
    put(out, "b".repeat(500));
    put(out, "c".repeat(Buffers.LARGE));
    assertEquals(List.of(), link.written());
    out.flush();
    assertEquals(
        List.of("a".repeat(1000) + "b".repeat(500) + "c".repeat(Buffers.LARGE)), link.written());
  }

  @Test
  void fullLargeBufferIsSent() throws IOException {
    Outgoing out = outgoing(Duration.ofMinutes(3));
    out.write(new byte[Buffers.LARGE - 500], 0, Buffers.LARGE - 500);
    put(out, "a".repeat(500));
    assertEquals(List.of(), written());
    put(out, "b");
    assertEquals(List.of(Buffers.LARGE), written());
  }

  @Test
  void nothingIsSentOverAConnectionThatMayNotBeUsed() {
    var lost = new SmtpTransportException("lost", null);
    Outgoing out =
        new Outgoing(
            new Transport(link),
            Connections.waits(watch, Timeouts.rfc5321()),
            phase -> {
              throw lost;
            });
    assertSame(
        lost, assertThrows(SmtpException.class, () -> out.write(new byte[2 * MIB], 0, 2 * MIB)));
    assertEquals(List.of(), written());
    assertFalse(out.hasTried(1));
  }

  /** A write that fails may have sent all of its bytes. */
  @Test
  void failedWriteWasTriedToItsLastByte() throws IOException {
    FakeLink broken = new FakeLink(1, "");
    Outgoing out = outgoing(broken, Duration.ofMinutes(3));
    out.write(new byte[100], 0, 100);
    out.flush();
    out.write(new byte[10], 0, 10);
    assertFalse(out.hasTried(101));
    assertThrows(IOException.class, out::flush);
    assertTrue(out.hasTried(110));
    assertFalse(out.hasTried(111));
  }

  /** A slow content must not count as a slow server. */
  @Test
  void timeoutEndsWithTheWrite() throws Exception {
    Duration limit = Duration.ofMillis(200);
    Outgoing out = outgoing(limit);
    out.write(new byte[Buffers.LARGE], 0, Buffers.LARGE);
    Guarded.awaitEnd(limit);
    assertNull(watch.verdict());
  }

  @Test
  void wipedBufferHoldsNothing() throws IOException {
    Outgoing out = outgoing(Duration.ofMinutes(3));
    ByteBuffer buffer = out.room(10);
    buffer.put("secret".getBytes(US_ASCII));
    out.flush();
    out.wipe();
    byte[] octets = new byte[buffer.capacity()];
    buffer.clear().get(octets);
    assertArrayEquals(new byte[octets.length], octets);
  }

  private static void put(Outgoing out, String octets) throws IOException {
    out.room(octets.length()).put(octets.getBytes(US_ASCII));
  }

  private List<Integer> written() {
    return link.written().stream().map(String::length).toList();
  }

  private Outgoing outgoing(Duration limit) {
    return outgoing(link, limit);
  }

  private Outgoing outgoing(FakeLink link, Duration limit) {
    Waits waits = Connections.waits(watch, Timeouts.rfc5321().with(Phase.CONTENT, limit));
    Outgoing out = new Outgoing(new Transport(link), waits, phase -> {});
    out.phase(Phase.CONTENT);
    return out;
  }
}
