package smtp.core.internal.connection;

import smtp.api.Reply;
import smtp.api.SmtpException;

/** Receives the replies to the commands that it has sent. */
@FunctionalInterface
public interface ReplyReceiver {

  /**
   * Receives a reply.
   *
   * @param item what the reply is about
   * @param index the index of the recipient, if the item is {@link Item#RCPT}
   * @throws SmtpException if the session cannot continue; the connection was closed
   */
  void receive(Item item, int index, Reply reply) throws SmtpException;

  /** Returns whether a reply will come, given all replies before it. */
  default boolean isDue(Item item) {
    return true;
  }
}
