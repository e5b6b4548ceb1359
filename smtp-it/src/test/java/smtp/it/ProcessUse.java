package smtp.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What this process takes up at a moment. */
record ProcessUse(long heapOctets, long descriptors, int threads) {

  /** Looks, after garbage was collected. */
  static ProcessUse now() throws IOException {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    long heap = runtime.totalMemory() - runtime.freeMemory();
    return new ProcessUse(heap, openDescriptors(), Thread.getAllStackTraces().size());
  }

  /** How many files and sockets this process has open. */
  static long openDescriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }

  @Override
  public String toString() {
    return "heap %.1f MiB, %d descriptors, %d threads"
        .formatted(heapOctets / 1024.0 / 1024.0, descriptors, threads);
  }
}
