package smtp.core.internal.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import smtp.api.Phase;
import smtp.core.internal.net.Link;
import smtp.core.internal.net.Watch;
import smtp.core.internal.options.Server;

/**
 * Runs the blocking operations of one connection: each ends at its time limit, or when its thread
 * is interrupted.
 *
 * @param watch ends a wait by closing the connection
 * @param timing has the time limits
 * @param server is named in messages
 */
public record Waits(Watch watch, Timing timing, Server server) {

  /** An I/O operation that may block. */
  @FunctionalInterface
  interface Blocking<T extends @Nullable Object> {
    T run() throws IOException;
  }

  /** An I/O operation that may block and returns nothing. */
  @FunctionalInterface
  interface BlockingAction {
    void run() throws IOException;
  }

  /** Runs an operation within the time limit of a step. */
  <T extends @Nullable Object> T await(Phase phase, Blocking<T> operation) throws IOException {
    watch.arm(timing.until(phase));
    try {
      return operation.run();
    } finally {
      watch.disarm();
    }
  }

  /** Runs an operation within the time limit of a step. */
  void during(Phase phase, BlockingAction operation) throws IOException {
    watch.arm(timing.until(phase));
    try {
      operation.run();
    } finally {
      watch.disarm();
    }
  }

  /** Writes within the time limit of a step. A lambda would be an object for each write. */
  void write(Phase phase, Link link, ByteBuffer bytes) throws IOException {
    watch.arm(timing.until(phase));
    try {
      link.write(bytes);
    } finally {
      watch.disarm();
    }
  }
}
