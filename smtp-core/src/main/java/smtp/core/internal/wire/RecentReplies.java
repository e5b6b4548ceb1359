package smtp.core.internal.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import smtp.api.Reply;

/**
 * Remembers the last few short replies of one line that came more than once. A server sends the
 * same few replies for each message, and one that names the message and never comes again. A new
 * entry replaces the least recently used one.
 */
final class RecentReplies {

  private static final int CAPACITY = 8;
  private static final int MAX_LINE = 64;

  private final @Nullable Entry[] entries = new @Nullable Entry[CAPACITY];
  private int clock;

  /** The ends of the last lines that were not found. A line that comes again gets an entry. */
  private final long[] missed = new long[CAPACITY];

  private int misses;

  private static final class Entry {
    final long end;
    final byte[] line;
    final Reply reply;
    int usedAt;

    Entry(long end, byte[] line, Reply reply, int usedAt) {
      this.end = end;
      this.line = line;
      this.reply = reply;
      this.usedAt = usedAt;
    }
  }

  /** Returns the reply whose line, without line end, is {@code [from, to)}, or {@code null}. */
  @Nullable Reply find(byte[] bytes, int from, int to) {
    long end = Swar.lastWord(bytes, from, to);
    for (Entry entry : entries) {
      if (entry == null) {
        return null;
      }
      // Lines with the same beginning mostly differ at the end, which is compared fast.
      if (entry.end == end && Arrays.equals(entry.line, 0, entry.line.length, bytes, from, to)) {
        entry.usedAt = ++clock;
        return entry.reply;
      }
    }
    return null;
  }

  /** Remembers a reply that was not found, if its line has probably come before. */
  void put(byte[] bytes, int from, int to, Reply reply) {
    if (to - from > MAX_LINE) {
      return;
    }
    long end = Swar.lastWord(bytes, from, to);
    if (wasMissed(end)) {
      byte[] line = Arrays.copyOfRange(bytes, from, to);
      entries[leastUseful()] = new Entry(end, line, reply, ++clock);
    } else {
      missed[misses++ & (CAPACITY - 1)] = end;
    }
  }

  private boolean wasMissed(long end) {
    for (long one : missed) {
      if (one == end) {
        return true;
      }
    }
    return false;
  }

  /** Returns the index of a free place, or of the least recently used entry. */
  private int leastUseful() {
    int index = 0;
    int age = -1;
    for (int i = 0; i < CAPACITY; i++) {
      Entry entry = entries[i];
      if (entry == null) {
        return i;
      }
      // The difference is right even if the clock has overflowed.
      if (clock - entry.usedAt > age) {
        age = clock - entry.usedAt;
        index = i;
      }
    }
    return index;
  }
}
