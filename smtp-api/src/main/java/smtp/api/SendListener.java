package smtp.api;

import org.jspecify.annotations.Nullable;

/** Receives the outcome of each message of a {@link MailSession#sendAll sendAll}. */
@FunctionalInterface
public interface SendListener {

  /**
   * Called when the outcome of a message is known: once for each message that was taken from the
   * iterator, in order, on the thread that called {@code sendAll}.
   *
   * <p>The session is in use during the call, so this method must not call it. If this method
   * throws, {@code sendAll} takes no more messages, reads the outstanding replies, reports every
   * message that was taken, and then throws the same exception.
   *
   * @param message the message
   * @param result the outcome for each recipient
   * @param failure what {@link MailSession#send} would have thrown for this message, or {@code
   *     null} if at least one recipient was accepted and none is unknown
   */
  void onResult(Mail message, SendResult result, @Nullable SmtpException failure);
}
