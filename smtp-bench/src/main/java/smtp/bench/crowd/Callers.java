package smtp.bench.crowd;

import java.io.IOException;
import java.util.ArrayList;
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
    List<Callable<Waits>> callers = new ArrayList<>();
    for (int i = 0; i < crowd.callers(); i++) {
      int number = i;
      callers.add(() -> caller(number, start, end));
    }
    List<Waits> waits = new ArrayList<>();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Waits> each : executor.invokeAll(callers)) {
        waits.add(each.get());
      }
    }
    Waits ofSmall = Waits.of(waits.subList(0, smallCallers()));
    return new Sent(ofSmall.count(), ofSmall);
  }

  private int smallCallers() {
    return crowd.callers() - crowd.largeCallers();
  }

  /** Sends one message after the other, at least one. Returns how long each took. */
  private Waits caller(int number, long start, long end) throws Exception {
    Letter letter = number < smallCallers() ? small : large;
    Waits waits = Waits.none();
    long interval = interval();
    long next = start + interval * number / crowd.callers();
    do {
      awaitTime(next);
      long begin = System.nanoTime();
      sender.send(letter);
      waits.add(System.nanoTime() - begin);
      next += interval;
    } while (Math.max(next, System.nanoTime()) < end);
    return waits;
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
}
