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
 * What this process takes up at a moment.
 *
 * @param objects how many of the library's own classes there are: one that is kept for each mail
 *     shows here, whatever else the heap holds
 */
record ProcessUse(long heapOctets, long objects, long descriptors, int threads) {

  /** A line of a class histogram: its number, instances, octets, and the class. */
  private static final Pattern LIBRARY_CLASS =
      Pattern.compile("(?m)^ *\\d+: +(\\d+) +\\d+ +smtp\\.(api|core|auth|tls|lmtp|message)\\.");

  /** Looks, after garbage was collected. */
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

  /** How many files and sockets this process has open. */
  static long openDescriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }

  @Override
  public String toString() {
    return "heap %.1f MiB, %d objects of the library, %d descriptors, %d threads"
        .formatted(heapOctets / 1024.0 / 1024.0, objects, descriptors, threads);
  }
}
