package smtp.it;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The resources that this process uses at a moment.
 *
 * @param objects the number of instances of the library's classes, which shows an object that is
 *     kept for each message whatever else is on the heap
 */
record ProcessUse(long heapBytes, long objects, long descriptors, int threads) {

  /** A line of a class histogram: its number, instances, bytes, and the class. */
  private static final Pattern LIBRARY_CLASS =
      Pattern.compile("(?m)^ *\\d+: +(\\d+) +\\d+ +smtp\\.(api|core|auth|tls|lmtp|message)\\.");

  /** Measures the current use, after a garbage collection. */
  static ProcessUse now() throws IOException, JMException {
    long objects = libraryObjects();
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    long heap = runtime.totalMemory() - runtime.freeMemory();
    return new ProcessUse(heap, objects, openDescriptors(), Thread.getAllStackTraces().size());
  }

  private static long libraryObjects() throws JMException {
    String histogram =
        (String)
            ManagementFactory.getPlatformMBeanServer()
                .invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "gcClassHistogram",
                    new Object[] {new String[0]},
                    new String[] {String[].class.getName()});
    return LIBRARY_CLASS
        .matcher(histogram)
        .results()
        .mapToLong(line -> Long.parseLong(line.group(1)))
        .sum();
  }

  /** Returns how many files and sockets this process has open. */
  static long openDescriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }

  @Override
  public String toString() {
    return "heap %.1f MiB, %d objects of the library, %d descriptors, %d threads"
        .formatted(heapBytes / 1024.0 / 1024.0, objects, descriptors, threads);
  }
}
