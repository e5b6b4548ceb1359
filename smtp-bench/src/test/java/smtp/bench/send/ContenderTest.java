package smtp.bench.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The compared clients do the same work, as the sink sees it. */
class ContenderTest {

  private static final int MAILS = 3;

  static Stream<Entry> entries() {
    return Stream.of(3 * Scenario.KIB, 50 * Scenario.KIB, Scenario.MIB)
        .map(Scenario::of)
        .flatMap(near -> Stream.of(near, near.byLmtp()))
        .flatMap(near -> Stream.of(near.recipients(2), near.recipients(2).byChunking()))
        .flatMap(scenario -> Entry.of(scenario, Contender.values()).stream());
  }

  @ParameterizedTest
  @MethodSource("entries")
  void sendsTheSameBytes(Entry entry) throws Exception {
    Workload work = Workload.of(entry.scenario());
    try (Sink sink = Sink.start(entry.scenario().chunking(), entry.scenario().lmtp())) {
      try (Sender sender = entry.contender().open(sink.address(), work)) {
        sender.send(Quota.of(MAILS));
      }
      assertEquals(MAILS, sink.received().mails().get());
      long bytes = sink.received().bytes().get() / MAILS;
      assertTrue(expected(entry, work).contains(bytes), () -> "Bytes per message: " + bytes);
    }
  }

  private static List<Long> expected(Entry entry, Workload work) {
    long size = work.content().length;
    long stuffed = size + dotLines(work);
    long byData = stuffed + ".\r\n".length();
    // Angus Mail doubles dots with BDAT as well, where the server does not remove them.
    return entry.scenario().chunking() ? List.of(size, stuffed, byData) : List.of(byData);
  }

  private static long dotLines(Workload work) {
    byte[] content = work.content();
    return IntStream.range(1, content.length)
        .filter(i -> content[i] == '.' && content[i - 1] == '\n')
        .count();
  }

  @Test
  void workloadHasTheRequestedSize() {
    for (int size = 1000; size < 1100; size++) {
      byte[] content = Workload.of(Scenario.of(size)).content();
      assertEquals(size, content.length);
      assertEquals('\n', content[size - 1]);
    }
  }

  /** The names of the limit clients say how many round trips they take. */
  @ParameterizedTest
  @CsvSource({"LIMIT1, 6", "LIMIT2, 10", "LIMIT2S, 10", "LIMITB, 5"})
  void delayProxyCountsAndDelaysRoundTrips(Contender contender, int roundTrips) throws Exception {
    Duration roundTrip = Duration.ofMillis(20);
    Workload work = Workload.of(Scenario.of(Scenario.KIB));
    try (Sink sink = Sink.start(true, false);
        DelayProxy proxy = DelayProxy.start(sink.address(), roundTrip);
        Sender sender = contender.open(proxy.address(), work)) {
      long before = proxy.roundTrips();
      long start = System.nanoTime();
      sender.send(Quota.of(5));
      assertEquals(roundTrips, proxy.roundTrips() - before);
      assertTrue(System.nanoTime() - start >= roundTrips * roundTrip.toNanos());
    }
  }
}
