package smtp.bench.send;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A contender's connections in a scenario. */
final class Team implements AutoCloseable {

  private static final com.sun.management.ThreadMXBean THREADS =
      ManagementFactory.getPlatformMXBean(com.sun.management.ThreadMXBean.class);
  private static final com.sun.management.OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);

  private final Entry entry;
  private final InetSocketAddress server;
  private final Workload work;
  private final Measurement outcome;
  private final List<Sender> senders = new ArrayList<>();

  private Team(Entry entry, InetSocketAddress server) {
    this.entry = entry;
    this.server = server;
    this.work = Workload.of(entry.scenario());
    this.outcome = new Measurement(entry.scenario(), entry.contender());
  }

  static Team open(Entry entry, InetSocketAddress server) throws Exception {
    Team team = new Team(entry, server);
    for (int i = 0; i < entry.scenario().connections(); i++) {
      team.connect();
    }
    return team;
  }

  private void connect() throws Exception {
    senders.add(entry.contender().open(server, work));
  }

  /**
   * Opens a new connection if there is one, to a near server: how large the system lets its buffers
   * grow, which varies by chance, makes a difference of a factor of two for large messages.
   */
  void reconnect() throws Exception {
    if (isOne() && !entry.scenario().far()) {
      senders.remove(0).close();
      connect();
      senders.get(0).send(Quota.of(1));
    }
  }

  Measurement outcome() {
    return outcome;
  }

  boolean isOne() {
    return senders.size() == 1;
  }

  /** Sends for a time, and returns what that used. */
  Round send(Duration time) throws Exception {
    long allocated = THREADS.getTotalThreadAllocatedBytes();
    long cpu = cpu();
    long start = System.nanoTime();
    long mails = sendUntil(start + time.toNanos());
    long nanos = System.nanoTime() - start;
    return new Round(mails, nanos, cpu() - cpu, THREADS.getTotalThreadAllocatedBytes() - allocated);
  }

  /**
   * Returns the processor time of the sending thread, if there is one, without the compiler and the
   * garbage collector; otherwise of the process.
   */
  private long cpu() {
    return isOne() ? THREADS.getCurrentThreadCpuTime() : SYSTEM.getProcessCpuTime();
  }

  private long sendUntil(long end) throws Exception {
    return isOne() ? send(senders.get(0), Quota.until(end)) : sendTogether(end);
  }

  private long sendTogether(long end) throws Exception {
    List<Callable<Long>> tasks = new ArrayList<>();
    for (Sender sender : senders) {
      tasks.add(() -> send(sender, Quota.until(end)));
    }
    long mails = 0;
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Long> sent : executor.invokeAll(tasks)) {
        mails += sent.get();
      }
    }
    return mails;
  }

  private static long send(Sender sender, Quota quota) throws Exception {
    sender.send(quota);
    return quota.taken();
  }

  /** Sends some messages on the one connection, and returns the writes per message. */
  double countWrites(int mails) throws Exception {
    try (WriteCount count = WriteCount.start()) {
      senders.get(0).send(Quota.of(mails));
      return (double) count.stop() / mails;
    }
  }

  @Override
  public void close() throws IOException {
    for (Sender sender : senders) {
      sender.close();
    }
  }
}
