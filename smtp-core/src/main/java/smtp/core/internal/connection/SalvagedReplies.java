package smtp.core.internal.connection;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import smtp.api.Phase;
import smtp.api.Reply;
import smtp.api.SmtpException;

/**
 * Due replies that could still be read after a write failed. The server may have sent the reason
 * before it closed the connection, and that says more than "Broken pipe".
 */
final class SalvagedReplies {

  private final List<Reply> replies = new ArrayList<>(0);
  private final KeptWords words = new KeptWords();

  /** Returns the replies, in the order in which they were due. */
  List<Reply> list() {
    return replies;
  }

  void add(Reply reply) {
    replies.add(reply);
  }

  /** Reads the replies that are due, as far as they can be read. */
  void read(ReplyReader reader, int due, Lifecycle lifecycle) {
    while (replies.size() < due && lifecycle.isOpen()) {
      try {
        replies.add(words.keep(reader.read(Phase.QUIT)));
      } catch (IOException e) {
        return;
      }
    }
  }

  /** Returns a failure if there is a 421 among the replies. */
  Optional<SmtpException> disconnection() {
    return replies.stream()
        .filter(reply -> reply.code() == 421)
        .findFirst()
        .map(Failure::disconnectedBy);
  }
}
