package smtp.core.internal.net;

import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Memory outside the heap, for large writes. A channel copies a heap buffer there itself, but all
 * that remains of it for each part that the system takes, and into memory that each thread keeps.
 */
final class StagingBuffers {

  /** A write of this many bytes at most is left to the channel. */
  static final int SMALL_WRITE = 128 * 1024;

  private static final int SIZE = 1024 * 1024;

  /** All that there will ever be: memory outside the heap is limited, too. */
  private static final int COUNT = 8;

  private static final Semaphore NOT_MADE = new Semaphore(COUNT);
  private static final Queue<ByteBuffer> IDLE = new ArrayBlockingQueue<>(COUNT);

  private StagingBuffers() {}

  /** Returns a buffer, or {@code null} if all are in use. */
  static @Nullable ByteBuffer take() {
    ByteBuffer idle = IDLE.poll();
    return idle == null && NOT_MADE.tryAcquire() ? ByteBuffer.allocateDirect(SIZE) : idle;
  }

  /** Takes a buffer back, which nobody else must use any more. */
  static void giveBack(ByteBuffer buffer) {
    IDLE.add(buffer);
  }
}
