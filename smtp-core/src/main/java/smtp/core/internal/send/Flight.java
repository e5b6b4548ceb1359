package smtp.core.internal.send;

import smtp.api.Phase;
import smtp.api.Reply;
import smtp.api.SmtpException;
import smtp.api.SmtpServerDisconnectedException;
import smtp.core.internal.connection.Command;
import smtp.core.internal.connection.Connection;
import smtp.core.internal.connection.DueReplies;
import smtp.core.internal.connection.Item;
import smtp.core.internal.connection.ReplyReceiver;

/**
 * Commands and content that are sent together, and their replies, each handed to its receiver (RFC
 * 2920). To a server that does not offer PIPELINING commands go one at a time.
 */
public final class Flight {

  /**
   * How many replies may be due whatever else is in flight: they fit into this side's receive
   * buffer, so that the server does not wait for them to be read.
   */
  private static final int FEW = 200;

  private final Connection connection;
  private final DueReplies due;
  private boolean pipelining;
  private int sendBuffer;

  public Flight(Connection connection) {
    this.connection = connection;
    this.due = connection.due();
  }

  /** Sets whether a command may be sent before the replies to those before it have come. */
  void pipelining(boolean allowed) {
    pipelining = allowed;
  }

  /** Sends a command, or puts it into the buffer to be sent with the next ones. */
  void add(Command command, Item item, ReplyReceiver receiver) throws SmtpException {
    add(command, item, 0, receiver);
  }

  /** Sends a command that is about one of several recipients. */
  void add(Command command, Item item, int index, ReplyReceiver receiver) throws SmtpException {
    ensureRoom(command.maxLength());
    connection.send(command, item, index, receiver);
  }

  /** Expects replies to the end of a content that begins now, after 354. */
  void expectForContent(int replies, Item item, ReplyReceiver receiver) {
    connection.expect(replies, false, item, receiver);
  }

  /** Expects replies to a content beside the one to its last chunk. */
  void expectMore(int replies, Item item, ReplyReceiver receiver) {
    connection.expect(replies, true, item, receiver);
  }

  /**
   * Reads replies until so many bytes can be written without a deadlock, in which each side waits
   * for the other to read. That takes a server that waits for room for its replies, of which there
   * are too few; or this side waiting for room in its send buffer, of which there is enough.
   */
  void ensureRoom(long bytes) throws SmtpException {
    if (!pipelining) {
      readAll();
    }
    while (due.size() >= FEW && unanswered() + bytes > sendBuffer()) {
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

  /** Returns how many bytes were put in flight since the last that the server has answered. */
  long unanswered() {
    return due.isEmpty() ? 0 : connection.position() - due.start();
  }

  /** Returns how many replies are due. */
  int size() {
    return due.size();
  }

  /** Reads all replies that are due. */
  void readAll() throws SmtpException {
    while (!due.isEmpty()) {
      readOne();
    }
  }

  /** Reads the replies that are due before the first one of a receiver. */
  void readBefore(ReplyReceiver receiver) throws SmtpException {
    while (!due.isEmpty() && !due.isNextFor(receiver)) {
      readOne();
    }
  }

  /** Reads the next reply, or notices that it will not come after all. */
  void readOne() throws SmtpException {
    if (!due.isNextDue()) {
      due.remove();
      return;
    }
    ReplyReceiver receiver = due.receiver();
    Item item = due.item();
    int index = due.index();
    Reply reply;
    try {
      reply = next();
    } catch (SmtpServerDisconnectedException e) {
      // Among salvaged replies the 421 may be another command's.
      if (connection.salvaged().isEmpty() && e.reply().isPresent()) {
        receiver.receive(item, index, e.reply().get());
      }
      throw e;
    }
    receiver.receive(item, index, reply);
  }

  private Reply next() throws SmtpException {
    Phase phase = due.phase();
    // What a 3yz reply to the other two means is for the receiver to say.
    return phase == Phase.DATA || phase == Phase.END_OF_DATA
        ? connection.reply()
        : connection.completion();
  }

  /** Hands out the replies that could still be read after a write failed. */
  void receiveSalvaged() {
    for (Reply reply : connection.salvaged()) {
      removeWhatIsNotDue();
      if (due.isEmpty()) {
        return;
      }
      ReplyReceiver receiver = due.receiver();
      Item item = due.item();
      int index = due.index();
      due.remove();
      try {
        receiver.receive(item, index, reply);
      } catch (SmtpException e) {
        // The connection is lost already, for a reason that came before this one.
        return;
      }
    }
  }

  private void removeWhatIsNotDue() {
    while (!due.isEmpty() && !due.isNextDue()) {
      due.remove();
    }
  }
}
