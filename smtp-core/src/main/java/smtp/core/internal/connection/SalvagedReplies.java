package smtp.core.internal.connection;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import smtp.api.Phase;
import smtp.api.Reply;
import smtp.api.SmtpException;

/**
 * Due replies that could still be read when a write failed: the server may have said why before it
 * closed the connection, which tells more than a broken pipe.
 */
final class SalvagedReplies {

  private final List<Reply> replies = new ArrayList<>(0);

  /** Returns them, in the order in which they are due. */
  List<Reply> list() {
    return replies;
  }

  void add(Reply reply) {
    replies.add(reply);
  }

  /** Reads as many as are due, or as can be read. */
  void read(ReplyReader reader, int due, Lifecycle lifecycle) {
    while (replies.size() < due && lifecycle.isOpen()) {
      try {
        replies.add(reader.read(Phase.QUIT));
      } catch (IOException e) {
        return;
      }
    }
  }

  /** Returns the failure that a 421 among them is. */
  Optional<SmtpException> disconnection() {
    return replies.stream()
        .filter(reply -> reply.code() == 421)
        .findFirst()
        .map(Failure::disconnectedBy);
  }
}
