package smtp.core.internal.net;

import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Buffers outside the heap for large writes. Without them the channel would copy a heap buffer
 * itself: for each part that the system accepts it copies all that remains, into memory that each
 * thread keeps.
 */
final class StagingBuffers {

  /** Up to this many bytes the channel copies by itself. */
  static final int SMALL_WRITE = 128 * 1024;

  private static final int SIZE = 1024 * 1024;

  /** How many there may be in the process: memory outside the heap is limited, too. */
  private static final int COUNT = BufferLimit.limited(8);

  private static final Semaphore NOT_MADE = new Semaphore(COUNT);
  private static final Queue<ByteBuffer> IDLE = new ArrayBlockingQueue<>(Math.max(1, COUNT));

  private StagingBuffers() {}

  /** Returns a buffer, or {@code null} if all are in use. */
  static @Nullable ByteBuffer take() {
    ByteBuffer idle = IDLE.poll();
    return idle == null && NOT_MADE.tryAcquire() ? ByteBuffer.allocateDirect(SIZE) : idle;
  }

  /** Takes back a buffer, which must not be used any more. */
  static void giveBack(ByteBuffer buffer) {
    IDLE.add(buffer);
  }
}
