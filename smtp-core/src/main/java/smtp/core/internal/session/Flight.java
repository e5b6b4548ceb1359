package smtp.core.internal.session;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import smtp.api.Phase;
import smtp.api.Reply;
import smtp.api.SmtpException;
import smtp.api.SmtpServerDisconnectedException;
import smtp.core.internal.wire.CommandEncoder;

/**
 * Commands that go out together and whose replies come back in their order (RFC 2920). To a server
 * that does not offer PIPELINING they go one at a time.
 */
final class Flight {

  /**
   * How many replies may be due at once. They have to fit into the socket's receive buffer, or
   * client and server could both wait for the other to read.
   */
  private static final int WINDOW = 100;

  private final Connection connection;
  private final int window;
  private final Queue<Due> due = new ArrayDeque<>();

  private record Due(Phase phase, Consumer<Reply> receiver) {}

  Flight(Connection connection, boolean pipelining) {
    this.connection = connection;
    this.window = pipelining ? WINDOW : 1;
  }

  void add(Phase phase, String line, Consumer<Reply> receiver) throws SmtpException {
    connection.command(phase, line, CommandEncoder.MAX_LINE, false);
    due(phase, receiver);
  }

  void add(PathCommand command, Consumer<Reply> receiver) throws SmtpException {
    connection.command(command.phase(), command.line(), command.maxOctets(), command.utf8());
    due(command.phase(), receiver);
  }

  private void due(Phase phase, Consumer<Reply> receiver) throws SmtpException {
    due.add(new Due(phase, receiver));
    while (due.size() >= window) {
      readOne();
    }
  }

  /** Reads all replies that are due. */
  void land() throws SmtpException {
    while (!due.isEmpty()) {
      readOne();
    }
  }

  private void readOne() throws SmtpException {
    Due next = due.element();
    try {
      next.receiver.accept(answer(next.phase));
      due.remove();
    } catch (SmtpServerDisconnectedException e) {
      // Among last words the 421 is perhaps another command's.
      if (connection.lastWords().isEmpty()) {
        e.reply().ifPresent(next.receiver);
      }
      throw e;
    }
  }

  private Reply answer(Phase phase) throws SmtpException {
    return phase == Phase.DATA ? connection.reply(phase) : connection.conclusion(phase);
  }

  /** Hands out the replies that could still be read after a write failed. */
  void takeLastWords() {
    for (Reply reply : connection.lastWords()) {
      Due next = due.poll();
      if (next != null) {
        next.receiver.accept(reply);
      }
    }
  }
}
