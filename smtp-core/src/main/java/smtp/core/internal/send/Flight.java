package smtp.core.internal.send;

import smtp.api.Phase;
import smtp.api.Reply;
import smtp.api.SmtpException;
import smtp.api.SmtpServerDisconnectedException;
import smtp.api.SmtpTimeoutException;
import smtp.core.internal.connection.Command;
import smtp.core.internal.connection.Connection;
import smtp.core.internal.connection.DueReplies;
import smtp.core.internal.connection.Failure;
import smtp.core.internal.connection.Item;
import smtp.core.internal.connection.KeptWords;
import smtp.core.internal.connection.ReplyReceiver;
import smtp.core.internal.event.SessionEvent;
import smtp.core.internal.peer.ServerQuirks;

/**
 * Sends commands and content together, and passes each reply to its receiver (RFC 2920). Without
 * PIPELINING it sends one command at a time.
 */
public final class Flight {

  /**
   * How many replies may always be due: they fit into the client's receive buffer, so that the
   * server does not have to wait until they are read.
   */
  private static final int REPLIES_THAT_FIT = 200;

  private final Connection connection;
  private final DueReplies due;
  private final ServerQuirks quirks;
  private final KeptWords words = new KeptWords();
  private boolean pipelining;

  /** Whether the last reply answered a content after which more was sent. */
  private boolean afterContent;

  /** Whether the last content was refused. */
  private boolean contentRefused;

  private int sendBuffer;

  public Flight(Connection connection, ServerQuirks quirks) {
    this.connection = connection;
    this.quirks = quirks;
    this.due = connection.due();
  }

  /** Sets whether a command may be sent before the replies to those before it have come. */
  void pipelining(boolean allowed) {
    pipelining = allowed;
  }

  /** Sends a command, or puts it into the buffer to be sent with later ones. */
  void add(Command command, Item item, ReplyReceiver receiver) throws SmtpException {
    add(command, item, 0, receiver);
  }

  /** Sends a command for one of several recipients. */
  void add(Command command, Item item, int index, ReplyReceiver receiver) throws SmtpException {
    ensureRoom(command.maxLength());
    connection.send(command, item, index, receiver);
  }

  /** Expects replies to the end of the content, which begins now, after 354. */
  void expectForContent(int replies, Item item, ReplyReceiver receiver) {
    connection.expect(replies, false, item, receiver);
  }

  /** Expects replies to the content in addition to the one to its last chunk. */
  void expectMore(int replies, Item item, ReplyReceiver receiver) {
    connection.expect(replies, true, item, receiver);
  }

  /**
   * Reads replies until that many bytes can be written without a deadlock, in which each side waits
   * for the other to read. There is none while the due replies are too few to block the server, or
   * while the bytes fit into the client's send buffer.
   */
  void ensureRoom(long bytes) throws SmtpException {
    if (!pipelining) {
      readAll();
    }
    while (due.size() >= REPLIES_THAT_FIT && unanswered() + bytes > sendBuffer()) {
      readOne();
    }
  }

  /** Returns half of the send buffer: the system uses the rest itself. */
  private int sendBuffer() throws SmtpException {
    if (sendBuffer == 0) {
      sendBuffer = connection.sendBuffer() / 2;
    }
    return sendBuffer;
  }

  /** Returns how many bytes were sent after those that the server has answered. */
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

  /** Reads the replies that are due before the first one for a receiver. */
  void readBefore(ReplyReceiver receiver) throws SmtpException {
    while (!due.isEmpty() && !due.isNextFor(receiver)) {
      readOne();
    }
  }

  /** Reads the replies that have arrived. */
  void readArrived() throws SmtpException {
    while (!due.isEmpty() && connection.hasInput()) {
      readOne();
    }
  }

  /** Returns whether more was read than the replies so far, and some are still due. */
  boolean hasReadMore() {
    return !due.isEmpty() && connection.hasLeftover();
  }

  /** Returns whether the next reply is that to the RSET between two messages. */
  boolean isBetweenMessages() {
    return !due.isEmpty() && due.item() == Item.RSET;
  }

  /** Reads the next reply, unless it turns out that it will not come. */
  void readOne() throws SmtpException {
    if (!due.isNextDue()) {
      due.remove();
      connection.ensureNothingLeft();
      return;
    }
    ReplyReceiver receiver = due.receiver();
    Item item = due.item();
    int index = due.index();
    Reply reply;
    try {
      reply = afterContent ? nextAfterContent() : next();
      contentRefused = item == Item.END ? !reply.isPositive() : contentRefused;
      afterContent = item == Item.END && !due.isEmpty() && due.item() != Item.END;
      ensureInStep(item, reply);
    } catch (SmtpServerDisconnectedException e) {
      // Among salvaged replies the 421 may belong to another command.
      if (connection.salvaged().isEmpty() && e.reply().isPresent()) {
        receiver.receive(item, index, e.reply().get());
      }
      throw e;
    }
    receiver.receive(item, index, words.keep(reply));
  }

  /** Forgets what the replies so far said: the message they were about was reported. */
  void forgetWords() {
    words.reset();
  }

  /** What follows a content can be answered at once, after the content was. */
  private Reply nextAfterContent() throws SmtpException {
    try {
      Reply reply = connection.promptReply();
      if (Failure.isOfCommand(reply)) {
        avoidAfterContent("it answered " + reply.code());
      }
      return reply;
    } catch (SmtpTimeoutException e) {
      avoidAfterContent("it did not answer");
      throw e;
    } catch (SmtpServerDisconnectedException e) {
      boolean sent = connection.hasTried(connection.position());
      if (sent && due.has(Item.END) && e.reply().isEmpty()) {
        avoidAfterContent("it closed the connection");
      }
      throw e;
    }
  }

  private void avoidAfterContent(String why) {
    if (quirks.refusesCommandsAfterContent()) {
      connection
          .events()
          .on(
              new SessionEvent.Fallback(
                  "The server offers PIPELINING but does not bear commands after a content: "
                      + why
                      + ". From now on each content is answered before the next command is sent"));
    }
  }

  /** After 221 nothing matters any more. Any other reply to QUIT may be that to a message. */
  private void ensureInStep(Item item, Reply reply) throws SmtpException {
    if (item != Item.QUIT) {
      connection.ensureNothingLeft();
    } else if (reply.code() != 221) {
      if (contentRefused && reply.isPositive()) {
        throw connection.outOfStep("The server refused the content, and answered QUIT: " + reply);
      }
      connection.ensureLast();
    }
  }

  private Reply next() throws SmtpException {
    Phase phase = due.phase();
    // For the other two, the receiver decides what a 3yz reply means.
    return phase == Phase.DATA || phase == Phase.END_OF_DATA
        ? connection.reply()
        : connection.completion();
  }

  /** Passes on the replies that could still be read after a write failed. */
  void receiveSalvaged() {
    for (Reply reply : connection.salvaged()) {
      removeWhatIsNotDue();
      // 221 answers nothing, and nothing comes after it.
      if (due.isEmpty() || reply.code() == 221) {
        return;
      }
      ReplyReceiver receiver = due.receiver();
      Item item = due.item();
      int index = due.index();
      due.remove();
      try {
        receiver.receive(item, index, reply);
      } catch (SmtpException e) {
        // The connection was already lost for another reason.
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
