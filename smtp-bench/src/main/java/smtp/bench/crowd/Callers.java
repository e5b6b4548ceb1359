package smtp.bench.crowd;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/** Callers who share a sender, each on a virtual thread. */
final class Callers extends Party {

  private final Crowd crowd;
  private final SharedSender sender;
  private final Letter small;
  private final Letter large;

  Callers(Crowd crowd, SharedSender sender, Letter small, Letter large) {
    this.crowd = crowd;
    this.sender = sender;
    this.small = small;
    this.large = large;
  }

  @Override
  Sent sendUntil(long end) throws Exception {
    long start = System.nanoTime();
    List<Callable<long[]>> callers = new ArrayList<>();
    for (int i = 0; i < crowd.callers(); i++) {
      int number = i;
      callers.add(() -> caller(number, start, end));
    }
    List<long[]> waits = new ArrayList<>();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<long[]> each : executor.invokeAll(callers)) {
        waits.add(each.get());
      }
    }
    long[] sorted =
        waits.stream().limit(smallCallers()).flatMapToLong(Arrays::stream).sorted().toArray();
    return new Sent(sorted.length, sorted);
  }

  private int smallCallers() {
    return crowd.callers() - crowd.largeCallers();
  }

  /** Sends one message after the other, at least one. Returns how long each took. */
  private long[] caller(int number, long start, long end) throws Exception {
    Letter letter = number < smallCallers() ? small : large;
    Waits waits = new Waits();
    long interval = interval();
    long next = start + interval * number / crowd.callers();
    do {
      awaitTime(next);
      long begin = System.nanoTime();
      sender.send(letter);
      waits.add(System.nanoTime() - begin);
      next += interval;
    } while (Math.max(next, System.nanoTime()) < end);
    return waits.toArray();
  }

  /** Returns the time between two messages of a caller. */
  private long interval() {
    return crowd.perSecond() == 0 ? 0 : crowd.callers() * 1_000_000_000L / crowd.perSecond();
  }

  private static void awaitTime(long time) {
    for (long rest = time - System.nanoTime(); rest > 0; rest = time - System.nanoTime()) {
      LockSupport.parkNanos(rest);
    }
  }

  @Override
  public void close() throws IOException {
    sender.close();
  }

  /** A growing list of numbers. */
  private static final class Waits {
    private long[] nanos = new long[64];
    private int count;

    void add(long value) {
      if (count == nanos.length) {
        nanos = Arrays.copyOf(nanos, 2 * count);
      }
      nanos[count++] = value;
    }

    long[] toArray() {
      return Arrays.copyOf(nanos, count);
    }
  }
}
