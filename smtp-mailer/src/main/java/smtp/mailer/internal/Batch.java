package smtp.mailer.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import smtp.api.Mail;
import smtp.api.SendListener;
import smtp.api.SendResult;
import smtp.api.SmtpException;

/**
 * What one call of {@code sendAll} sends: what waits now, and what comes while it is sent, up to a
 * window. It never waits for a message.
 */
final class Batch implements Iterator<Mail>, SendListener {

  private final Dispatcher dispatcher;
  private final Connection connection;
  private final Predicate<@Nullable SmtpException> full;
  private final Deque<QueuedMessage> underWay = new ArrayDeque<>();
  private @Nullable QueuedMessage next;

  /**
   * Makes a batch.
   *
   * @param full whether a failure says that the connection takes no more messages
   */
  Batch(Dispatcher dispatcher, Connection connection, Predicate<@Nullable SmtpException> full) {
    this.dispatcher = dispatcher;
    this.connection = connection;
    this.full = full;
  }

  @Override
  public boolean hasNext() {
    if (next == null) {
      next = dispatcher.take(connection);
    }
    return next != null;
  }

  @Override
  public Mail next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    QueuedMessage taken = next;
    next = null;
    underWay.add(taken);
    return taken.toSend();
  }

  @Override
  public void onResult(Mail mail, SendResult result, @Nullable SmtpException failure) {
    dispatcher.attempted(connection, underWay.remove(), result, failure, full.test(failure));
  }

  /**
   * Ends what the session has not reported. A message that it has not begun goes back; of one that
   * it has begun and not reported, which its contract rules out, nothing is known.
   */
  void settleRest() {
    if (next != null) {
      dispatcher.putBack(connection, next);
      next = null;
    }
    for (QueuedMessage left = underWay.poll(); left != null; left = underWay.poll()) {
      SendResult unknown = SendResult.unknown(left.toSend().envelope());
      SmtpException failure = new SmtpException("The session did not report the outcome");
      dispatcher.attempted(connection, left, unknown, failure, false);
    }
  }
}
