package smtp.core.internal.connection;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import smtp.api.Phase;
import smtp.api.Reply;
import smtp.api.SmtpException;
import smtp.api.SmtpProtocolException;
import smtp.api.SmtpTimeoutException;
import smtp.core.internal.event.EventSink;
import smtp.core.internal.event.Exchange;
import smtp.core.internal.event.SessionEvent;

/**
 * Reads the replies that are due, and checks that each can belong to the command that it is taken
 * for: a server that sends one too many is out of step, and what it says is about another command.
 */
final class Incoming {

  private final ReplyReader reader;
  private final Timing timing;
  private final Outgoing out;
  private final Lifecycle lifecycle;
  private final EventSink events;
  private final Flusher flusher;
  private final FailureMaker failures;
  private final DueReplies due = new DueReplies();
  private final SalvagedReplies salvaged = new SalvagedReplies();
  private boolean inStep = true;

  /** Sends what is in the buffer. */
  @FunctionalInterface
  interface Flusher {
    void flush() throws SmtpException;
  }

  /** Closes the connection because of an I/O failure, and returns it for the caller to throw. */
  @FunctionalInterface
  interface FailureMaker {
    SmtpException failed(IOException cause, Phase phase);
  }

  Incoming(
      ReplyReader reader,
      Timing timing,
      Outgoing out,
      Lifecycle lifecycle,
      EventSink events,
      Flusher flusher,
      FailureMaker failures) {
    this.reader = reader;
    this.timing = timing;
    this.out = out;
    this.lifecycle = lifecycle;
    this.events = events;
    this.flusher = flusher;
    this.failures = failures;
  }

  DueReplies due() {
    return due;
  }

  /** Reads the next due reply, whatever its code except those that end the session. */
  Reply next(Phase phase) throws SmtpException {
    long start = events.isWatching() ? System.nanoTime() : 0;
    Reply reply = take(phase);
    boolean early = !due.isEmpty() && !out.hasTried(due.end());
    Exchange exchange = due.remove();
    if (due.isEmpty()) {
      out.answered();
    }
    if (events.isWatching()) {
      Reply shown = reader.redaction().shown(reply);
      events.on(new SessionEvent.ReplyReceived(exchange, shown, since(start)));
    }
    requireToContinue(reply, phase, early);
    return reply;
  }

  private void requireToContinue(Reply reply, Phase phase, boolean early) throws SmtpException {
    SmtpException ended = Failure.endOfSession(reply, phase);
    if (ended != null) {
      throw lifecycle.fail(ended);
    }
    if (early) {
      throw outOfStep("The server answered a command before it was sent: " + reply);
    }
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /**
   * Sends nothing while a reply is already there, so that later commands can be sent together. A
   * reply that was read counts even if the connection was closed or the thread interrupted since.
   */
  private Reply take(Phase phase) throws SmtpException {
    try {
      Reply reply = reader.next();
      if (reply != null) {
        return reply;
      }
    } catch (IOException e) {
      throw failures.failed(e, phase);
    }
    lifecycle.ensureUsable(out.phase());
    flusher.flush();
    return await(phase);
  }

  private Reply await(Phase phase) throws SmtpException {
    try {
      return reader.read(phase);
    } catch (IOException e) {
      throw failures.failed(e, phase);
    }
  }

  /** Returns whether bytes were read that were not returned as a reply. */
  boolean hasLeftover() {
    return reader.hasLeftover();
  }

  /** Returns, without waiting, whether bytes have arrived that were not returned as a reply. */
  boolean hasInput() throws SmtpException {
    return hasInput(false);
  }

  private boolean hasInput(boolean orEnd) throws SmtpException {
    try {
      return orEnd ? reader.hasInputOrEnd() : reader.hasInput();
    } catch (IOException e) {
      throw failures.failed(e, Phase.COMMAND);
    }
  }

  /** Reads the next due reply, which the server has no reason to delay, within a shorter limit. */
  Reply prompt(Phase phase) throws SmtpException {
    timing.patience(reader.patience());
    try {
      return next(phase);
    } finally {
      timing.patience(null);
    }
  }

  /**
   * Fails unless the server closes: one more reply shows that one was too many, and if it waits for
   * commands, that to QUIT has not come.
   */
  void ensureLast() throws SmtpException {
    Reply extra;
    try {
      extra = reader.read(Phase.QUIT);
    } catch (IOException e) {
      if (failures.failed(e, Phase.QUIT) instanceof SmtpTimeoutException) {
        throw outOfStep("The server answered QUIT without 221, and did not close the connection");
      }
      return;
    }
    throw outOfStep("The server sent more replies than there were commands: " + extra);
  }

  // --- replies to nothing

  /**
   * Fails if the server has sent a reply to no command: it would be taken for the reply to the next
   * one. Fails too if the connection was lost meanwhile: what was not written is not unknown.
   */
  void ensureInStep() throws SmtpException {
    if (due.isEmpty() && hasInput(true)) {
      Reply unsolicited = next(Phase.QUIT);
      throw lifecycle.fail(
          new SmtpProtocolException("The server sent an unexpected reply: " + unsolicited));
    }
  }

  /**
   * Fails if the server has replied before the end of the content: that reply would be taken for
   * the final one. It is kept as a {@linkplain #salvaged() salvaged} reply.
   */
  void ensureUnanswered() throws SmtpException {
    if (hasInput()) {
      Reply early = await(Phase.QUIT);
      salvaged.add(early);
      throw lifecycle.fail(
          salvaged
              .disconnection()
              .orElse(
                  new SmtpProtocolException(
                      "The server replied before the end of the content: " + early)));
    }
  }

  /**
   * Fails if the server has sent more than the replies that were due: one of them was one too many,
   * and it is not known which. Only what was read already is looked at, so this costs nothing.
   */
  void ensureNothingLeft() throws SmtpException {
    if (!due.isEmpty() || !reader.hasLeftover()) {
      return;
    }
    Reply extra = reader.next();
    SmtpException ended = extra == null ? null : Failure.endOfSession(extra, Phase.COMMAND);
    if (ended == null) {
      throw outOfStep("The server sent more replies than there were commands: " + extra);
    }
    lifecycle.close(ended);
  }

  /**
   * Closes the connection because of a refusal after which the other replies do not matter. But if
   * an acceptance follows that was read already, one of the two is one too many.
   */
  SmtpException failAfterRefusal(SmtpException failure) {
    try {
      for (Reply next = reader.next(); next != null; next = reader.next()) {
        if (next.isPositive() && next.code() != 221) {
          return outOfStep("The server accepted after it had refused: " + next);
        }
      }
    } catch (IOException e) {
      // What follows cannot be read. The refusal can.
    }
    return lifecycle.fail(failure);
  }

  /** Returns whether each reply so far can belong to the command that it was taken for. */
  boolean isInStep() {
    return inStep;
  }

  /** Closes the connection because the replies no longer belong to what they were taken for. */
  SmtpProtocolException outOfStep(String why) {
    return outOfStep(new SmtpProtocolException(why));
  }

  SmtpProtocolException outOfStep(SmtpProtocolException failure) {
    inStep = false;
    return lifecycle.fail(failure);
  }

  // --- after a write has failed

  /** Reads the due replies that have arrived, and returns the 421 that is among them or nothing. */
  @Nullable SmtpException salvage() {
    salvaged.read(reader, due.size(), lifecycle);
    return salvaged.disconnection().orElse(null);
  }

  List<Reply> salvaged() {
    return salvaged.list();
  }

  void releaseBuffer() {
    reader.releaseBuffer();
  }
}
