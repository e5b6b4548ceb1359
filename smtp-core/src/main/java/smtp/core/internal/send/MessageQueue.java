package smtp.core.internal.send;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import smtp.api.Mail;
import smtp.api.SendResult;
import smtp.api.SmtpException;
import smtp.api.SmtpMessageException;
import smtp.api.SmtpTransportException;
import smtp.core.internal.connection.Connection;
import smtp.core.internal.options.SendOption;
import smtp.core.internal.peer.Peer;
import smtp.core.internal.peer.SessionStep.Call;

/** Sends one message after the other, and reports the outcome of each in order. */
public final class MessageQueue {

  private final Peer peer;
  private final Connection connection;
  private final Flight flight;
  private final MessageFlow flow;
  private final Outcomes outcomes;
  private final int windowMessages;

  /** The messages that were taken but not reported yet, in order. */
  private final Deque<Dispatch> inFlight = new ArrayDeque<>();

  /** What the caller's iterator or listener threw: no more messages are taken then. */
  private @Nullable Throwable thrown;

  private @Nullable SmtpException exhausted;

  /** Receives the outcome of each message, in order. */
  @FunctionalInterface
  public interface Outcomes {
    /**
     * Receives an outcome.
     *
     * @param contentBegun whether the content was read, at least in part
     */
    void onResult(
        Mail mail, SendResult result, @Nullable SmtpException failure, boolean contentBegun);
  }

  public MessageQueue(Peer peer, Flight flight, Outcomes outcomes) {
    this.peer = peer;
    this.connection = peer.connection();
    this.flight = flight;
    this.flow = new MessageFlow(peer, flight, this::report);
    this.outcomes = outcomes;
    this.windowMessages = peer.options().get(SendOption.WINDOW_MESSAGES);
  }

  /** Sends messages until there are no more, or no more can be sent. */
  public void sendAll(Iterator<? extends Mail> messages) throws SmtpException {
    peer.state().require(Call.SEND, "sendAll");
    SmtpException failure = null;
    try {
      for (Mail mail = next(messages); mail != null; mail = next(messages)) {
        take(mail);
      }
      while (flight.size() > 0) {
        readNext();
      }
      failure = exhausted;
    } catch (SmtpException e) {
      failure = flow.lose(e, inFlight);
    } catch (RuntimeException | Error e) {
      flow.lose(
          new SmtpTransportException("The session was closed because of a failure: " + e, e),
          inFlight);
      noteThrown(e);
    } finally {
      connection.timing().end();
    }
    report();
    rethrow(failure);
  }

  /** Returns the next message, or {@code null} if no more are to be taken. */
  private @Nullable Mail next(Iterator<? extends Mail> messages) throws SmtpException {
    while (inFlight.size() >= windowMessages) {
      readNext();
    }
    try {
      if (thrown != null || !messages.hasNext()) {
        return null;
      }
      if (flow.isExhausted()) {
        exhausted = MessageFlow.exhaustion();
        return null;
      }
      return Objects.requireNonNull(messages.next(), "The iterator returned null");
    } catch (RuntimeException | Error e) {
      noteThrown(e);
      return null;
    }
  }

  /** Reads a reply, within the deadline of the message that has waited longest. */
  private void readNext() throws SmtpException {
    Dispatch first = inFlight.peek();
    if (first != null) {
      connection.timing().beginAt(first.began());
    }
    flight.readOne();
    report();
  }

  private void take(Mail mail) throws SmtpException {
    Dispatch dispatch = new Dispatch(mail, connection.timing());
    connection.timing().beginAt(dispatch.began());
    inFlight.add(dispatch);
    try {
      flow.send(dispatch);
    } catch (IllegalArgumentException e) {
      // The message cannot be expressed in commands. Nothing of it was sent; the next one may be.
      dispatch.unsent(new SmtpMessageException("The message cannot be sent: " + e.getMessage(), e));
    }
    report();
  }

  /**
   * Reports the finished messages, in order. If more was sent after them, the next reply comes
   * first, and all that was read with it: if one does not fit, the one before was not theirs.
   */
  private void report() {
    if (connection.isOpen() && (flight.isBetweenMessages() || flight.hasReadMore())) {
      return;
    }
    for (Dispatch first = inFlight.peek();
        first != null && first.isOver();
        first = inFlight.peek()) {
      inFlight.remove();
      SendResult result = first.result();
      SmtpException failure = first.failure(result);
      flow.ended(failure);
      if (failure != null) {
        connection.server().named(failure);
      }
      try {
        outcomes.onResult(first.mail(), result, failure, first.isContentBegun());
      } catch (RuntimeException | Error e) {
        noteThrown(e);
      }
    }
  }

  private void noteThrown(Throwable failure) {
    if (thrown == null) {
      thrown = failure;
    } else if (!thrown.equals(failure)) {
      thrown.addSuppressed(failure);
    }
  }

  private void rethrow(@Nullable SmtpException failure) throws SmtpException {
    if (thrown != null && failure != null) {
      thrown.addSuppressed(failure);
    }
    if (thrown instanceof Error e) {
      throw e;
    }
    if (thrown instanceof RuntimeException e) {
      throw e;
    }
    if (failure != null) {
      throw failure;
    }
  }
}
