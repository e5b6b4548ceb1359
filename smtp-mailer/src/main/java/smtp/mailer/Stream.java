package smtp.mailer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import smtp.api.Mail;
import smtp.api.SendListener;
import smtp.api.SendResult;
import smtp.api.SmtpException;
import smtp.api.SmtpInterruptedException;
import smtp.mailer.status.Outcome;
import smtp.mailer.status.Submission;

/** One {@code sendAll}: the messages that were submitted and not reported yet, in order. */
final class Stream {

  private final Submitter submitter;
  private final SendListener listener;
  private final int ahead;
  private final Deque<Submission> submitted = new ArrayDeque<>();

  /** What the caller's iterator or listener threw: no more messages are taken then. */
  private @Nullable Throwable thrown;

  private boolean interrupted;

  /** Submits a message, and waits for room. */
  @FunctionalInterface
  interface Submitter {
    Submission submit(Mail message) throws InterruptedException;
  }

  Stream(Submitter submitter, SendListener listener, int ahead) {
    this.submitter = submitter;
    this.listener = listener;
    this.ahead = ahead;
  }

  void send(Iterator<? extends Mail> messages) throws SmtpException {
    for (Mail next = next(messages); next != null; next = next(messages)) {
      submit(next);
      while (submitted.size() >= ahead) {
        report(submitted.remove());
      }
    }
    while (!submitted.isEmpty()) {
      report(submitted.remove());
    }
    rethrow();
  }

  private @Nullable Mail next(Iterator<? extends Mail> messages) {
    try {
      return thrown == null && !interrupted && messages.hasNext()
          ? Objects.requireNonNull(messages.next(), "The iterator returned null")
          : null;
    } catch (RuntimeException | Error e) {
      note(e);
      return null;
    }
  }

  private void submit(Mail message) {
    try {
      submitted.add(submitter.submit(message));
    } catch (InterruptedException e) {
      interrupted = true;
      tell(message, SendResult.notSent(message.envelope()), Results.interrupted(message, false));
    } catch (RuntimeException e) {
      // The mailer was closed: the message was taken from the iterator, so it is reported.
      tell(
          message,
          SendResult.notSent(message.envelope()),
          new SmtpException("The message was not sent: " + e.getMessage(), e));
      note(e);
    }
  }

  /** Reports the outcome of a message. After an interrupt, what no connection has is not sent. */
  private void report(Submission next) {
    Outcome outcome = outcome(next);
    SendResult result = outcome.result();
    boolean failed = result.accepted().isEmpty() || !result.unknown().isEmpty();
    tell(next.message(), result, failed ? Results.failure(outcome) : null);
  }

  private Outcome outcome(Submission next) {
    for (; ; ) {
      try {
        return next.await();
      } catch (InterruptedException e) {
        interrupted = true;
        next.cancel();
        submitted.forEach(Submission::cancel);
      }
    }
  }

  private void tell(Mail message, SendResult result, @Nullable SmtpException failure) {
    try {
      listener.onResult(message, result, failure);
    } catch (RuntimeException | Error e) {
      note(e);
    }
  }

  private void note(Throwable failure) {
    if (thrown == null) {
      thrown = failure;
    } else if (!thrown.equals(failure)) {
      thrown.addSuppressed(failure);
    }
  }

  private void rethrow() throws SmtpException {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (thrown instanceof Error e) {
      throw e;
    }
    if (thrown instanceof RuntimeException e) {
      throw e;
    }
    if (interrupted) {
      throw new SmtpInterruptedException("The thread was interrupted while it sent messages");
    }
  }
}
