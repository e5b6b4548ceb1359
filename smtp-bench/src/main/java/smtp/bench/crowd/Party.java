package smtp.bench.crowd;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** Those who send in a turn, with the connections that they share. */
abstract class Party implements AutoCloseable {

  private static final com.sun.management.ThreadMXBean THREADS =
      ManagementFactory.getPlatformMXBean(com.sun.management.ThreadMXBean.class);
  private static final com.sun.management.OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);

  /** What was sent in a turn. */
  record Sent(long messages, Waits waits) {}

  /** Sends until a time on the clock of {@link System#nanoTime()}, and until all is answered. */
  abstract Sent sendUntil(long end) throws Exception;

  @Override
  public abstract void close() throws IOException;

  /** Sends for a time, and returns what that took. */
  final CrowdRound run(Duration time) throws Exception {
    long allocated = THREADS.getTotalThreadAllocatedBytes();
    long cpu = SYSTEM.getProcessCpuTime();
    long start = System.nanoTime();
    Sent sent = sendUntil(start + time.toNanos());
    long nanos = System.nanoTime() - start;
    return new CrowdRound(
        sent.messages(),
        nanos,
        SYSTEM.getProcessCpuTime() - cpu,
        THREADS.getTotalThreadAllocatedBytes() - allocated,
        sent.waits());
  }
}
