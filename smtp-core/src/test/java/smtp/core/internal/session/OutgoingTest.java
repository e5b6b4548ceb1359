package smtp.core.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import smtp.api.Phase;
import smtp.api.Timeouts;
import smtp.core.internal.net.Watch;

class OutgoingTest {

  private static final int KIB = 1024;
  private static final int MIB = 1024 * KIB;

  private final Watch watch = Watch.start();

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

  /** The less time a write has, the less is in it: a slow network takes 8 KiB a second. */
  @ParameterizedTest
  @MethodSource("limits")
  void largeContentLeavesInWritesThatHaveTime(Duration limit, int block) throws IOException {
    FakeLink link = new FakeLink(100, "");
    Outgoing out = outgoing(link, limit);
    out.phase(Phase.CONTENT);
    out.write(new byte[Buffers.LARGE + 4 * MIB], 0, Buffers.LARGE + 4 * MIB);
    out.flush();
    List<Integer> writes = link.written().stream().map(String::length).toList();
    assertEquals(Buffers.LARGE, writes.getFirst());
    assertEquals(Collections.nCopies(4 * MIB / block, block), writes.subList(1, writes.size()));
  }

  private Outgoing outgoing(FakeLink link, Duration limit) {
    Timing timing = new Timing(Timeouts.rfc5321().with(Phase.CONTENT, limit), null);
    return new Outgoing(link, watch, timing, () -> {});
  }
}
