package smtp.it.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds sockets and threads of this process that were not there before. */
final class Leftovers {
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Set<String> before = present();

  /** Waits until nothing new is left, and returns what stays. */
  Set<String> left() {
    long end = System.nanoTime() + PATIENCE_NANOS;
    Set<String> left = since();
    while (!left.isEmpty() && System.nanoTime() < end) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      left = since();
    }
    return left;
  }

  private Set<String> since() {
    Set<String> now = present();
    now.removeAll(before);
    return now;
  }

  private static Set<String> present() {
    Set<String> present = new TreeSet<>(threads());
    present.addAll(sockets());
    return present;
  }

  /** Returns the threads of the library and the test kit; the runtime keeps its own. */
  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().matches("(smtp|scripted).*"))
        .map(thread -> "thread " + thread.threadId() + " " + thread.getName())
        .collect(Collectors.toSet());
  }

  /** Returns nothing where the system does not list them. */
  private static Set<String> sockets() {
    if (!Files.isDirectory(DESCRIPTORS)) {
      return Set.of();
    }
    try (Stream<Path> open = Files.list(DESCRIPTORS)) {
      return open.map(Leftovers::target)
          .filter(target -> target.startsWith("socket:"))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }
}
