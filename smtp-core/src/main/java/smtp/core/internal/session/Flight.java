package smtp.core.internal.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import smtp.api.Phase;
import smtp.api.Reply;
import smtp.api.SmtpException;
import smtp.api.SmtpServerDisconnectedException;
import smtp.core.internal.wire.CommandEncoder;

/**
 * What is under way on a connection: commands and content that went out together, and the replies
 * that are due to them, in their order (RFC 2920). To a server that does not offer PIPELINING
 * commands go one at a time.
 */
final class Flight {

  /**
   * How many replies may be due whatever else is under way: they fit into this side's receive
   * buffer, so that the server does not wait for them to be read.
   */
  private static final int FEW = 200;

  private final Connection connection;
  private final Queue<Due> due = new ArrayDeque<>(0);
  private final Deque<Due> spare = new ArrayDeque<>(0);
  private boolean pipelining;
  private int sendBuffer;

  Flight(Connection connection) {
    this.connection = connection;
  }

  /** Takes replies, each to one of the items that it has put under way. */
  @FunctionalInterface
  interface Receiver {
    /**
     * Takes the reply to an item.
     *
     * @throws SmtpException if the session cannot go on after it; the connection was closed
     */
    void take(int item, Reply reply) throws SmtpException;

    /** Tells whether a reply to an item will come, now that all replies before it are known. */
    default boolean isDue(int item) {
      return true;
    }
  }

  /** A reply that is due. Made once and used again. */
  private static final class Due {
    private @Nullable Receiver receiver;
    private Phase phase = Phase.COMMAND;
    private int item;
    private long start;

    @SuppressWarnings("ReferenceEquality") // it is a matter of who, not of what
    boolean isFor(Receiver other) {
      return receiver == other;
    }

    Receiver receiver() {
      if (receiver == null) {
        throw new IllegalStateException("not in use");
      }
      return receiver;
    }
  }

  /** Sets whether commands may go out before the replies to those in front of them have come. */
  void pipelining(boolean allowed) {
    pipelining = allowed;
  }

  /** Puts a command under way. */
  void add(Phase phase, String line, Receiver receiver, int item) throws SmtpException {
    makeWay(line.length() + 2);
    long start = connection.position();
    connection.command(phase, line, CommandEncoder.MAX_LINE, false);
    due(phase, receiver, item, start);
  }

  /** Puts a command under way. */
  void add(Command command, Receiver receiver, int item) throws SmtpException {
    makeWay(command.maxOctets());
    long start = connection.position();
    connection.command(command);
    due(command.phase(), receiver, item, start);
  }

  /** Counts on so many replies to content, all to one item. */
  void content(int replies, Receiver receiver, int item) {
    connection.content(replies);
    for (int i = 0; i < replies; i++) {
      due(Phase.END_OF_DATA, receiver, item, connection.position());
    }
  }

  private void due(Phase phase, Receiver receiver, int item, long start) {
    Due next = spare.isEmpty() ? new Due() : spare.pop();
    next.phase = phase;
    next.receiver = receiver;
    next.item = item;
    next.start = start;
    due.add(next);
  }

  /**
   * Reads replies until so many octets can be written without a deadlock, in which each side waits
   * for the other to read. It takes a server that waits for room for its replies, of which there
   * are too few; or this side waiting for room in its send buffer, of which there is enough.
   */
  void makeWay(long octets) throws SmtpException {
    if (!pipelining) {
      land();
    }
    while (due.size() >= FEW && unanswered() + octets > sendBuffer()) {
      readOne();
    }
  }

  /** Half of what the system has: the rest is its own. */
  private int sendBuffer() throws SmtpException {
    if (sendBuffer == 0) {
      sendBuffer = connection.sendBuffer() / 2;
    }
    return sendBuffer;
  }

  /** Returns how many octets have been put under way since the last that are known to be read. */
  long unanswered() {
    Due first = due.peek();
    return first == null ? 0 : connection.position() - first.start;
  }

  /** Returns how many replies are due. */
  int size() {
    return due.size();
  }

  /** Reads all replies that are due. */
  void land() throws SmtpException {
    while (!due.isEmpty()) {
      readOne();
    }
  }

  /** Reads the replies that are due before the first one of a receiver. */
  void landBefore(Receiver receiver) throws SmtpException {
    for (Due next = due.peek(); next != null && !next.isFor(receiver); next = due.peek()) {
      readOne();
    }
  }

  /** Reads the next reply, or finds that it is not due after all. */
  void readOne() throws SmtpException {
    Due next = due.element();
    if (!next.receiver().isDue(next.item)) {
      connection.forgo();
      drop();
      return;
    }
    try {
      Reply reply = answer(next.phase);
      Receiver receiver = next.receiver();
      int item = next.item;
      drop();
      receiver.take(item, reply);
    } catch (SmtpServerDisconnectedException e) {
      // Among last words the 421 is perhaps another command's.
      if (connection.lastWords().isEmpty() && due.peek() == next && e.reply().isPresent()) {
        next.receiver().take(next.item, e.reply().get());
      }
      throw e;
    }
  }

  private void drop() {
    Due next = due.remove();
    next.receiver = null;
    spare.push(next);
  }

  private Reply answer(Phase phase) throws SmtpException {
    // What the other two mean is the receiver's to say: 354, or an outcome that is neither.
    return phase == Phase.DATA || phase == Phase.END_OF_DATA
        ? connection.reply(phase)
        : connection.conclusion(phase);
  }

  /** Hands out the replies that could still be read after a write failed. */
  void takeLastWords() {
    for (Reply reply : connection.lastWords()) {
      dropWhatIsNotDue();
      Due next = due.peek();
      if (next == null) {
        return;
      }
      try {
        next.receiver().take(next.item, reply);
      } catch (SmtpException e) {
        // The connection is lost already, for a reason that came before this one.
        return;
      } finally {
        drop();
      }
    }
  }

  private void dropWhatIsNotDue() {
    for (Due next = due.peek();
        next != null && !next.receiver().isDue(next.item);
        next = due.peek()) {
      drop();
    }
  }
}
