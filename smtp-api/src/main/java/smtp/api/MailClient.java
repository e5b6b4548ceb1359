package smtp.api;

import java.util.Iterator;

/**
 * Sends messages, by whatever means: to one SMTP or LMTP server, through a pool, to MX hosts.
 *
 * <p>An application that only sends takes this type, so that its tests can pass a fake and its
 * operators another implementation. Implementations are safe for use by several threads unless they
 * say otherwise.
 */
public interface MailClient {

  /**
   * Sends one message and waits for its outcome.
   *
   * @return the outcome for each recipient: at least one was accepted and none is unknown
   * @throws SmtpException if no recipient was accepted or the outcome of one is unknown, with a
   *     complete {@link SmtpException#result()}
   */
  SendResult send(Mail message) throws SmtpException;

  /**
   * Sends messages one after the other. The listener is told the outcome of each message that was
   * taken from the iterator, once and in order, on the calling thread.
   *
   * @throws SmtpException if no more can be sent; messages that were not taken are still in the
   *     iterator
   */
  void sendAll(Iterator<? extends Mail> messages, SendListener listener) throws SmtpException;
}
