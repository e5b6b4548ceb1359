package smtp.core.internal.connection;

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

  /** Enough for a short message, and for as many replies to a large flight as are read at once. */
  static final int MEDIUM = 16 * 1024;

  /**
   * Enough for a message of ordinary size, with its envelope, and for few writes of a large one.
   */
  static final int LARGE = 128 * 1024;

  /** What a session has that is idle. */
  static final ByteBuffer NONE = ByteBuffer.allocate(0);

  // As many as a busy process uses again and again; together they are 25 MiB at most.
  private static final Queue<ByteBuffer> SMALL_ONES = new ArrayBlockingQueue<>(1024);
  private static final Queue<ByteBuffer> MEDIUM_ONES = new ArrayBlockingQueue<>(1024);
  private static final Queue<ByteBuffer> LARGE_ONES = new ArrayBlockingQueue<>(64);

  private Buffers() {}

  private static @Nullable Queue<ByteBuffer> kept(int capacity) {
    return switch (capacity) {
      case SMALL -> SMALL_ONES;
      case MEDIUM -> MEDIUM_ONES;
      case LARGE -> LARGE_ONES;
      default -> null;
    };
  }

  /** Returns the size of the smallest buffer that has room for so many bytes, or the largest. */
  static int fitting(long bytes) {
    return bytes <= SMALL ? SMALL : bytes <= MEDIUM ? MEDIUM : LARGE;
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
