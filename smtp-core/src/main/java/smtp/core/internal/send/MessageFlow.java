package smtp.core.internal.send;

import java.util.List;
import org.jspecify.annotations.Nullable;
import smtp.api.Extension;
import smtp.api.Mail;
import smtp.api.SmtpException;
import smtp.api.SmtpNotSupportedException;
import smtp.api.SmtpSenderRefusedException;
import smtp.core.internal.connection.Connection;
import smtp.core.internal.connection.Failure;
import smtp.core.internal.options.SendOption;
import smtp.core.internal.peer.Peer;

/**
 * Sends messages over one connection, each in as many transactions as it needs. If possible, the
 * next message is sent before the outcome of the last is known.
 */
final class MessageFlow {

  private final Peer peer;
  private final Flight flight;
  private final SendContext context;
  private final Runnable onReplies;
  private final long windowBytes;

  /**
   * Makes a flow.
   *
   * @param onReplies runs when replies were read before the end of a message was sent
   */
  MessageFlow(Peer peer, Flight flight, Runnable onReplies) {
    this.peer = peer;
    this.flight = flight;
    this.context = new SendContext(peer, flight);
    this.onReplies = onReplies;
    this.windowBytes = peer.options().get(SendOption.WINDOW_BYTES);
  }

  Connection connection() {
    return peer.connection();
  }

  Flight flight() {
    return flight;
  }

  /**
   * Sends a message, and reads only the replies that are needed for that.
   *
   * @throws SmtpException if the connection was closed; any other failure is kept in the dispatch
   */
  void send(Dispatch dispatch) throws SmtpException {
    PreparedMail prepared;
    List<Portion> portions;
    boolean allOrNone = context.allOrNone() || dispatch.mail().envelope().isAllOrNone();
    try {
      peer.ensureHello();
      if (peer.isExhausted()) {
        throw exhaustion();
      }
      prepared = prepare(dispatch.mail());
      portions = Portions.of(dispatch.mail(), peer.capabilities(), allOrNone);
    } catch (SmtpException e) {
      if (!connection().isOpen()) {
        throw e;
      }
      dispatch.unsent(e);
      return;
    }
    for (int i = 0; i < portions.size(); i++) {
      run(dispatch, prepared, portions.get(i));
    }
    if (context.retryTooMany()) {
      retryTooMany(dispatch, prepared);
    }
    dispatch.allSent();
  }

  /** Checks and prepares a message. After a login the server may have more to offer. */
  private PreparedMail prepare(Mail mail) throws SmtpException {
    try {
      return PreparedMail.of(mail, peer.capabilities());
    } catch (SmtpNotSupportedException e) {
      if (!peer.mayOfferMore()) {
        throw e;
      }
    }
    flight.readAll();
    peer.helloAgain();
    return PreparedMail.of(mail, peer.capabilities());
  }

  private void retryTooMany(Dispatch dispatch, PreparedMail prepared) throws SmtpException {
    List<Integer> rest = dispatch.tooMany();
    while (!rest.isEmpty() && dispatch.mail().content().repeatable()) {
      run(dispatch, prepared, Portion.of(rest));
      rest = dispatch.tooMany();
    }
  }

  private void run(Dispatch dispatch, PreparedMail prepared, Portion portion) throws SmtpException {
    Transaction transaction = transaction(dispatch, prepared.part(portion), portion);
    flight.pipelining(context.pipelining());
    ensureWindow(prepared.size());
    dispatch.add(transaction);
    transaction.begin();
    while (transaction.isWaiting()) {
      flight.readAll();
      onReplies.run();
      transaction.proceed();
    }
    if (!transaction.mayBeFollowed()) {
      flight.readAll();
    }
  }

  /** Makes the right kind of transaction for the message and the server. */
  private Transaction transaction(Dispatch dispatch, PreparedMail part, Portion portion) {
    var recipients = portion.select(dispatch.mail().envelope().recipients());
    if (!peer.capabilities().has(Extension.CHUNKING)) {
      return new DataTransaction(context, part, portion, recipients);
    }
    return part.content().size().isPresent()
        ? new ChunkTransaction(context, part, portion, recipients)
        : new StreamTransaction(context, part, portion, recipients);
  }

  /** Keeps the bytes in flight within the window. */
  private void ensureWindow(long bytes) throws SmtpException {
    while (flight.size() > 0 && flight.unanswered() + bytes > windowBytes) {
      flight.readOne();
      onReplies.run();
    }
  }

  /** Returns whether the server accepts no more messages on this connection. */
  boolean isExhausted() {
    return peer.isExhausted();
  }

  static SmtpException exhaustion() {
    return new SmtpNotSupportedException(
        "The server accepts no more messages on this connection; open another one for the rest",
        Extension.LIMITS);
  }

  /** Notes how a message ended, for those after it. */
  void ended(@Nullable SmtpException failure) {
    // Replies come in order: those to the messages after this one were not read yet.
    flight.forgetWords();
    if (failure == null) {
      peer.state().messageAccepted();
    } else if (failure instanceof SmtpSenderRefusedException refused) {
      peer.state().envelopeRefused();
      peer.state().senderRefused(refused.reply());
    } else if (Failure.isOfEnvelope(failure)) {
      peer.state().envelopeRefused();
    }
  }

  /**
   * Closes the connection and ends the messages in flight.
   *
   * @return the failure of the first of these messages
   */
  SmtpException lose(SmtpException reason, Iterable<Dispatch> inFlight) {
    connection().close(reason);
    flight.receiveSalvaged();
    Ledger.Loss how = loss(reason);
    SmtpException first = null;
    for (Dispatch dispatch : inFlight) {
      if (!dispatch.isOver() || how == Ledger.Loss.OUT_OF_STEP) {
        dispatch.connectionLost(first == null ? reason : Failure.duringEarlier(reason), how);
        first = first == null ? dispatch.failure(dispatch.result()) : first;
      }
    }
    return first == null ? reason : first;
  }

  private Ledger.Loss loss(SmtpException reason) {
    if (!connection().isInStep()) {
      return Ledger.Loss.OUT_OF_STEP;
    }
    return Failure.isFrom421(reason) ? Ledger.Loss.ANNOUNCED : Ledger.Loss.SILENT;
  }
}
