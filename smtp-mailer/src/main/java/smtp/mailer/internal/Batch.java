package smtp.mailer.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import smtp.api.Mail;
import smtp.api.RecipientResult;
import smtp.api.SendListener;
import smtp.api.SendResult;
import smtp.api.SmtpException;

/**
 * What one call of {@code sendAll} sends: what waits now, and what comes while it is sent, up to a
 * window. It never waits for a message.
 */
final class Batch implements Iterator<Mail>, SendListener {

  private final Dispatcher dispatcher;
  private final Worker worker;
  private final Deque<QueuedMessage> underWay = new ArrayDeque<>();
  private @Nullable QueuedMessage next;

  Batch(Dispatcher dispatcher, Worker worker) {
    this.dispatcher = dispatcher;
    this.worker = worker;
  }

  @Override
  public boolean hasNext() {
    if (next == null) {
      next = dispatcher.take(worker);
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
    dispatcher.attempted(worker, underWay.remove(), result, failure, worker.isFull(failure));
  }

  /**
   * Ends what the session has not reported. A message that it has not begun goes back; of one that
   * it has begun and not reported, which its contract rules out, nothing is known.
   */
  void settleRest() {
    if (next != null) {
      dispatcher.putBack(worker, next);
      next = null;
    }
    for (QueuedMessage left = underWay.poll(); left != null; left = underWay.poll()) {
      SendResult unknown =
          SendResult.of(
              left.toSend().envelope().recipients().stream()
                  .<RecipientResult>map(RecipientResult.Unknown::new)
                  .toList());
      SmtpException failure = new SmtpException("The session did not report the outcome");
      dispatcher.attempted(worker, left, unknown, failure, false);
    }
  }
}
