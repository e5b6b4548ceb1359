package smtp.core.internal.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import smtp.api.Reply;

/**
 * Remembers the last few short replies of one line that came more than once. A server says the same
 * few things to each message, with one reply in between that names the message and never comes
 * again. The one that was not used for longest makes room for a new one.
 */
final class RecentReplies {

  private static final int CAPACITY = 8;
  private static final int MAX_LINE = 64;

  private final @Nullable Entry[] entries = new @Nullable Entry[CAPACITY];
  private int clock;

  /** How the last lines ended that were not found: one that comes again is worth an entry. */
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

  /** Returns the reply whose line, without its end, is {@code [from, to)}, or null. */
  @Nullable Reply find(byte[] bytes, int from, int to) {
    long end = Swar.lastWord(bytes, from, to);
    for (Entry entry : entries) {
      if (entry == null) {
        return null;
      }
      // Lines that begin alike mostly differ at their ends, which are quickly compared.
      if (entry.end == end && Arrays.equals(entry.line, 0, entry.line.length, bytes, from, to)) {
        entry.usedAt = ++clock;
        return entry.reply;
      }
    }
    return null;
  }

  /** Remembers a reply that was not found, if its line is likely to have come before. */
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

  /** Returns the index of an empty place, or of the entry not used for longest. */
  private int leastUseful() {
    int index = 0;
    int age = -1;
    for (int i = 0; i < CAPACITY; i++) {
      Entry entry = entries[i];
      if (entry == null) {
        return i;
      }
      // Differences survive the clock's overflow.
      if (clock - entry.usedAt > age) {
        age = clock - entry.usedAt;
        index = i;
      }
    }
    return index;
  }
}
