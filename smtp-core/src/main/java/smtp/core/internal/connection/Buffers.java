package smtp.core.internal.connection;

import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;
import smtp.core.internal.net.BufferLimit;

/**
 * Heap buffers that all sessions share. A session holds one only during an operation, so that
 * thousands of idle sessions need none. Buffers are kept for reuse, as an operation may be as short
 * as one message.
 */
final class Buffers {

  /** Enough for an EHLO reply or a command. */
  static final int SMALL = 1024;

  /** Enough for a short message, and for the replies to a large flight that are read at once. */
  static final int MEDIUM = 16 * 1024;

  /** Enough for an ordinary message with its envelope, and to send a large one in few writes. */
  static final int LARGE = 128 * 1024;

  /** The buffer of an idle session. */
  static final ByteBuffer NONE = ByteBuffer.allocate(0);

  // The most that are kept for reuse: 1 + 16 + 8 MiB, unless the process has a lower limit.
  private static final @Nullable Queue<ByteBuffer> SMALL_ONES = queue(1024);
  private static final @Nullable Queue<ByteBuffer> MEDIUM_ONES = queue(1024);
  private static final @Nullable Queue<ByteBuffer> LARGE_ONES = queue(64);

  private Buffers() {}

  private static @Nullable Queue<ByteBuffer> queue(int count) {
    int limited = BufferLimit.limited(count);
    return limited == 0 ? null : new ArrayBlockingQueue<>(limited);
  }

  private static @Nullable Queue<ByteBuffer> kept(int capacity) {
    return switch (capacity) {
      case SMALL -> SMALL_ONES;
      case MEDIUM -> MEDIUM_ONES;
      case LARGE -> LARGE_ONES;
      default -> null;
    };
  }

  /** Returns the size of the smallest buffer with room for that many bytes, or the largest size. */
  static int fitting(long bytes) {
    return bytes <= SMALL ? SMALL : bytes <= MEDIUM ? MEDIUM : LARGE;
  }

  /**
   * Returns an empty buffer of that size. Beyond its limit it may still hold what it held before.
   */
  static ByteBuffer take(int capacity) {
    Queue<ByteBuffer> kept = kept(capacity);
    ByteBuffer buffer = kept == null ? null : kept.poll();
    return buffer == null ? ByteBuffer.allocate(capacity) : buffer.clear();
  }

  /** Takes back a buffer, which must not be used any more. */
  static void giveBack(ByteBuffer buffer) {
    Queue<ByteBuffer> kept = kept(buffer.capacity());
    if (kept != null) {
      kept.offer(buffer);
    }
  }
}
