package smtp.bench.send;

import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Pins processes to one processor, if {@code taskset} is available. */
final class Affinity {

  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  private Affinity() {}

  /** Lets a process run only on the last processor. Returns whether that worked. */
  static boolean pin(long pid) {
    return set(pid, String.valueOf(PROCESSORS - 1));
  }

  /** Lets a process run on any processor. */
  static void unpin(long pid) {
    set(
        pid,
        IntStream.range(0, PROCESSORS).mapToObj(String::valueOf).collect(Collectors.joining(",")));
  }

  private static boolean set(long pid, String processors) {
    try {
      return new ProcessBuilder("taskset", "-a", "-c", "-p", processors, String.valueOf(pid))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
