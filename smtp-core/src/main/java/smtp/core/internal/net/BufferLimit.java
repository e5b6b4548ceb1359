package smtp.core.internal.net;

/**
 * Limits how many buffers the process keeps for reuse: {@link StagingBuffers} outside the heap, and
 * those of the connections on the heap. The system property {@code smtp.buffers} is the limit for
 * all of them together, in bytes; 0 keeps none.
 */
public final class BufferLimit {

  /** What is kept without a lower limit: 25 MiB on the heap and 8 MiB outside of it. */
  private static final long DEFAULT = 33L << 20;

  private static final long LIMIT = Long.getLong("smtp.buffers", DEFAULT);

  private BufferLimit() {}

  /** Returns how many buffers of a kind to keep, of which there are {@code count} by default. */
  public static int limited(int count) {
    return limited(count, LIMIT);
  }

  /** Lowers the count in proportion, so that all kinds together stay within the limit. */
  static int limited(int count, long limit) {
    long bytes = Math.clamp(limit, 0, DEFAULT);
    return (int) (count * bytes / DEFAULT);
  }
}
