package smtp.core.internal.connection;

import smtp.api.Reply;
import smtp.api.SmtpException;

/** Receives the replies to what it has sent. */
@FunctionalInterface
public interface ReplyReceiver {

  /**
   * Receives a reply.
   *
   * @param item what it answers
   * @param index which of the recipients, if the item is {@link Item#RCPT}
   * @throws SmtpException if the session cannot continue; the connection was closed
   */
  void receive(Item item, int index, Reply reply) throws SmtpException;

  /** Returns whether a reply to an item will come, now that all replies before it are known. */
  default boolean isDue(Item item) {
    return true;
  }
}
