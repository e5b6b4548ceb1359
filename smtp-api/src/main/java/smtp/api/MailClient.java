package smtp.api;

import java.util.Iterator;

/**
 * Sends messages: to one SMTP or LMTP server, through a pool of sessions, or to MX hosts.
 *
 * <p>An application that only sends should depend on this type. Its tests can then pass a fake, and
 * its operators another implementation. {@link ServerClient} is the client of one server.
 *
 * <p>Implementations are safe for use by several threads unless they say otherwise. A call blocks
 * the calling thread until the outcome is known.
 */
public interface MailClient {

  /**
   * Sends one message and waits for its outcome.
   *
   * @param message the message; the client reads its content during the call
   * @return the outcome for each recipient: at least one was accepted, and none is unknown
   * @throws SmtpException if no recipient was accepted or the outcome of one is unknown, with a
   *     complete {@link SmtpException#result()}
   */
  SendResult send(Mail message) throws SmtpException;

  /**
   * Sends messages one after the other. The listener receives the outcome of each message that was
   * taken from the iterator, once and in order, on the calling thread. A message that the server
   * refuses does not keep the next one from being sent.
   *
   * <p>If the iterator or the listener throws, no more messages are taken. The exception is thrown
   * again after the outcome of every message that was taken has been reported.
   *
   * @param messages the messages; one may be taken before the outcome of the one before it is known
   * @param listener receives the outcomes
   * @throws SmtpException if no more messages can be sent. Every message that was taken has been
   *     reported, and those that were not are still in the iterator
   */
  void sendAll(Iterator<? extends Mail> messages, SendListener listener) throws SmtpException;
}
