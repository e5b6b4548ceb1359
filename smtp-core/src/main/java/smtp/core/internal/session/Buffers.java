package smtp.core.internal.session;

import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Buffers that all sessions share. A session has none while it is idle, as thousands may be, and
 * takes one for each step, which may come for every mail.
 */
final class Buffers {

  /** Enough for an EHLO reply or a command. */
  static final int SMALL = 1024;

  /** Enough for a message of ordinary size, with its envelope, in one write. */
  static final int LARGE = 64 * 1024;

  /** What a session has that is idle. */
  static final ByteBuffer NONE = ByteBuffer.allocate(0);

  /** How many of each size are kept: what more there are was for a peak. */
  private static final int KEPT = 64;

  private static final Queue<ByteBuffer> SMALL_ONES = new ArrayBlockingQueue<>(KEPT);
  private static final Queue<ByteBuffer> LARGE_ONES = new ArrayBlockingQueue<>(KEPT);

  private Buffers() {}

  private static @Nullable Queue<ByteBuffer> kept(int capacity) {
    return switch (capacity) {
      case SMALL -> SMALL_ONES;
      case LARGE -> LARGE_ONES;
      default -> null;
    };
  }

  /** Returns an empty heap buffer of that size. What it held before may still be behind its end. */
  static ByteBuffer take(int capacity) {
    Queue<ByteBuffer> kept = kept(capacity);
    ByteBuffer buffer = kept == null ? null : kept.poll();
    return buffer == null ? ByteBuffer.allocate(capacity) : buffer.clear();
  }

  /** Takes a buffer back, which nobody else must use any more. */
  static void giveBack(ByteBuffer buffer) {
    Queue<ByteBuffer> kept = kept(buffer.capacity());
    if (kept != null) {
      kept.offer(buffer);
    }
  }
}
