package smtp.core.internal.connection;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import smtp.api.Phase;
import smtp.core.internal.event.Exchange;

/** The queue of replies that the server still has to send, in order (RFC 2920). */
public final class DueReplies {

  private final Queue<Due> due = new ArrayDeque<>(0);
  private final Deque<Due> spare = new ArrayDeque<>(0);

  /** A reply that is due. Its object is reused. */
  private static final class Due {
    private @Nullable ReplyReceiver receiver;
    private @Nullable Exchange exchange;
    private Phase phase = Phase.COMMAND;
    private Item item = Item.COMMAND;
    private int index;
    private long start;
    private long end;
  }

  /**
   * Adds a reply.
   *
   * @param receiver receives it; {@code null} if the caller reads it
   * @param start the position of the command, or of the end of the content, on the connection
   * @param end the position after the command
   * @param exchange connects the reply to its command for listeners; {@code null} without listeners
   */
  void add(
      Phase phase,
      Item item,
      int index,
      @Nullable ReplyReceiver receiver,
      long start,
      long end,
      @Nullable Exchange exchange) {
    Due next = spare.isEmpty() ? new Due() : spare.pop();
    next.phase = phase;
    next.item = item;
    next.index = index;
    next.receiver = receiver;
    next.start = start;
    next.end = end;
    next.exchange = exchange;
    due.add(next);
  }

  /** Returns how many replies are due. */
  public int size() {
    return due.size();
  }

  public boolean isEmpty() {
    return due.isEmpty();
  }

  /** Returns the step that the next reply belongs to. */
  public Phase phase() {
    return due.element().phase;
  }

  /** Returns what the next reply is about. */
  public Item item() {
    return due.element().item;
  }

  /** Returns which recipient the next reply is about. */
  public int index() {
    return due.element().index;
  }

  /** Returns the receiver of the next reply. */
  public ReplyReceiver receiver() {
    ReplyReceiver receiver = due.element().receiver;
    if (receiver == null) {
      throw new IllegalStateException("The caller of this command reads its reply");
    }
    return receiver;
  }

  /** Returns whether the next reply is for a receiver. */
  @SuppressWarnings("ReferenceEquality") // a receiver is not a value
  public boolean isNextFor(ReplyReceiver receiver) {
    return due.element().receiver == receiver;
  }

  /** Returns whether the next reply will come, given all replies before it. */
  public boolean isNextDue() {
    return receiver().isDue(item());
  }

  /** Returns whether a reply about something is due. */
  public boolean has(Item item) {
    return due.stream().anyMatch(one -> one.item == item);
  }

  /** Returns the position of the next reply's command on the connection. */
  public long start() {
    return due.element().start;
  }

  /** Returns the position after the next reply's command on the connection. */
  long end() {
    return due.element().end;
  }

  /**
   * Removes the next reply, because it was read or will not come.
   *
   * @return the exchange it belongs to, {@code null} if it has none
   */
  public @Nullable Exchange remove() {
    Due next = due.poll();
    if (next == null) {
      return null;
    }
    Exchange exchange = next.exchange;
    next.receiver = null;
    next.exchange = null;
    spare.push(next);
    return exchange;
  }
}
