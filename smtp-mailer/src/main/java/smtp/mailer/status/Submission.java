package smtp.mailer.status;

import java.util.concurrent.CompletableFuture;
import smtp.api.Mail;

/**
 * A message that a {@code Mailer} has taken. Safe for use by several threads.
 *
 * <p>Each submission has exactly one outcome, also if the mailer is closed.
 */
public interface Submission {

  /** Returns the message. */
  Mail message();

  /**
   * Returns the outcome. Stages that depend on it run on virtual threads of their own, so they may
   * block. Completing or cancelling the future changes nothing but this future: to stop the
   * message, call {@link #cancel}.
   *
   * @return a new future for each call, which never completes exceptionally
   */
  CompletableFuture<Outcome> outcome();

  /**
   * Waits for the outcome.
   *
   * @throws InterruptedException if the thread is interrupted; the message stays on its way
   */
  Outcome await() throws InterruptedException;

  /**
   * Stops the message: it is not sent, or not sent again. A message that a connection has taken
   * already is not stopped, and this attempt is its last. Afterwards the outcome has the recipients
   * that are left as not sent, or as the last attempt left them.
   *
   * @return {@code true} if no server has the message and none will: nothing of it was delivered to
   *     anybody
   */
  boolean cancel();
}
