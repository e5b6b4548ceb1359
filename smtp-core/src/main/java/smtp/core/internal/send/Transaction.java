package smtp.core.internal.send;

import java.util.List;
import org.jspecify.annotations.Nullable;
import smtp.api.Content;
import smtp.api.Recipient;
import smtp.api.RecipientResult;
import smtp.api.Reply;
import smtp.api.SendResult;
import smtp.api.SmtpDataException;
import smtp.api.SmtpException;
import smtp.api.SmtpProtocolException;
import smtp.api.SmtpRecipientsRefusedException;
import smtp.api.SmtpSenderRefusedException;
import smtp.core.internal.connection.Failure;
import smtp.core.internal.connection.Item;
import smtp.core.internal.connection.ReplyReceiver;
import smtp.core.internal.connection.TextCommand;
import smtp.core.internal.peer.PathCommand;

/**
 * One mail transaction, from MAIL to the last reply, and the outcome for each recipient.
 *
 * <p>{@link #begin()} sends what can be sent without waiting for a reply. If the transaction is
 * then {@linkplain #isWaiting() waiting}, {@link #proceed()} continues after the replies were read.
 * It is {@linkplain #isOver() over} when the last reply was received or the connection was
 * {@linkplain #connectionLost lost}. A refusal is kept as the {@linkplain #failure() failure}; if a
 * method throws an {@code SmtpException}, the connection is closed.
 */
abstract class Transaction implements ReplyReceiver {

  private final SendContext context;
  private final Portion portion;
  private final Ledger ledger;
  private PreparedMail prepared;
  private Stage stage = Stage.NEW;

  /** The position after the content on the connection. */
  private long endOfContent = Long.MAX_VALUE;

  private int finalReplies;
  private boolean begun;
  private @Nullable SmtpException failure;
  private @Nullable List<RecipientResult> results;

  /** How far a transaction has come. */
  enum Stage {
    /** Nothing was sent. */
    NEW,
    /** The envelope was sent, and the content waits for the replies to it. */
    ENVELOPE,
    /** All but the end was sent, which waits for the replies to the content. */
    CONTENT,
    /** All was sent. */
    END,
    /** All replies were received, or no more will come. */
    OVER
  }

  Transaction(
      SendContext context, PreparedMail prepared, Portion portion, List<Recipient> recipients) {
    this.context = context;
    this.prepared = prepared;
    this.portion = portion;
    this.ledger = new Ledger(recipients);
  }

  /** Sends what can be sent without waiting for a reply. */
  abstract void begin() throws SmtpException;

  /** Continues after all replies to what was sent were received. */
  abstract void proceed() throws SmtpException;

  /** Receives the reply to an item that only this kind of transaction sends. */
  abstract void receiveOther(Item item, Reply reply) throws SmtpException;

  final SendContext context() {
    return context;
  }

  final Portion portion() {
    return portion;
  }

  /** Returns the number of its recipients. */
  final int recipients() {
    return prepared.recipients().size();
  }

  final PreparedMail prepared() {
    return prepared;
  }

  final void prepared(PreparedMail changed) {
    prepared = changed;
  }

  final Ledger ledger() {
    return ledger;
  }

  final boolean isAt(Stage asked) {
    return stage == asked;
  }

  final void reach(Stage reached) {
    stage = reached;
  }

  final boolean isWaiting() {
    return stage == Stage.ENVELOPE || stage == Stage.CONTENT;
  }

  final boolean isOver() {
    return stage == Stage.OVER;
  }

  /**
   * Returns whether the next message may be sent before the final replies to this one. Not if there
   * are several: if the server sent one too few, the next reply would be taken for it.
   */
  boolean mayBeFollowed() {
    return !isWaiting()
        && context.allowsCommandsAfterContent()
        && !context.confirmBeforeEnd()
        && !context.retryTooMany()
        && context.dialect().finalReplies(recipients()) == 1;
  }

  // --- the envelope

  final void sendEnvelope() throws SmtpException {
    stage = Stage.ENVELOPE;
    Flight flight = context.flight();
    if (context.beginTransaction()) {
      flight.add(TextCommand.RSET, Item.RSET, this);
    }
    flight.add(prepared.mail(), Item.MAIL, this);
    List<PathCommand> commands = prepared.recipients();
    for (int i = 0; i < commands.size() && wantsNextRcpt(); i++) {
      flight.add(commands.get(i), Item.RCPT, i, this);
    }
  }

  /** Returns whether to send the next RCPT. Without pipelining, not after a refused MAIL. */
  private boolean wantsNextRcpt() throws SmtpException {
    if (context.pipelining()) {
      return true;
    }
    context.flight().readAll();
    return !ledger.isSenderRefused();
  }

  /** Returns whether the replies to the envelope mean that no content is sent. */
  final boolean isEnvelopeRefused() {
    int accepted = ledger.acceptedRecipients();
    return ledger.isSenderRefused() || accepted == 0 || (allOrNone() && accepted < recipients());
  }

  private boolean allOrNone() {
    return context.allOrNone() || prepared.allOrNone();
  }

  /** Returns whether the content is sent only after its envelope was accepted. */
  final boolean awaitsEnvelope() {
    return context.awaitsEnvelope() || prepared.allOrNone();
  }

  final SmtpException envelopeRefusal() {
    Reply sender = ledger.senderRefusal();
    if (sender != null) {
      return new SmtpSenderRefusedException("The server refused the sender: " + sender, sender);
    }
    SendResult known = SendResult.of(ledger.results(false));
    String first = known.refused().isEmpty() ? "" : ": " + known.refused().getFirst().reply();
    String detail = Ledger.counts(known.recipients()) + first;
    return new SmtpRecipientsRefusedException(
        ledger.acceptedRecipients() == 0
            ? "The server refused every recipient" + detail
            : "The server refused a recipient, and allOrNone() is set" + detail);
  }

  // --- the replies

  @Override
  public final void receive(Item item, int index, Reply reply) throws SmtpException {
    switch (item) {
      case RSET -> context.peer().requireReset(reply);
      case MAIL -> ledger.mailReply(reply);
      case RCPT -> {
        requireSender(reply);
        ledger.rcptReply(index, reply);
      }
      case END -> receiveFinal(reply);
      default -> receiveOther(item, reply);
    }
  }

  @Override
  public final boolean isDue(Item item) {
    return item != Item.END || finalReplies < Math.max(1, expectedFinalReplies());
  }

  /** Returns how many replies follow the end of the content, as far as that is known. */
  int expectedFinalReplies() {
    return context.dialect().finalReplies(ledger.acceptedRecipients());
  }

  private void receiveFinal(Reply reply) throws SmtpException {
    finalReplies++;
    if (expectedFinalReplies() > 0) {
      enter(reply);
    }
    requireAfterEnd(reply);
    requireConsistent(reply);
    if (!isDue(Item.END) && decides(reply)) {
      conclude(reply);
    }
  }

  private void enter(Reply reply) {
    if (context.dialect().answersEach()) {
      ledger.nextFinalReply(reply);
    } else {
      ledger.finalReply(reply);
    }
  }

  /** Returns whether a final reply ends the transaction. A 421 ends the session instead. */
  private boolean decides(Reply reply) {
    return reply.code() != 421;
  }

  /**
   * Nothing can be accepted before the server has all of it: such a reply is to another command.
   */
  private void requireAfterEnd(Reply reply) throws SmtpException {
    if (reply.isPositive() && !isEndSent()) {
      throw context
          .connection()
          .outOfStep("The server accepted the message before its end was sent: " + reply);
    }
  }

  /** Without a sender no recipient can be accepted: such a reply is to another command. */
  private void requireSender(Reply reply) throws SmtpException {
    if (reply.isPositive() && ledger.isSenderRefused()) {
      throw context
          .connection()
          .outOfStep("The server refused the sender, but accepted a recipient: " + reply);
    }
  }

  private void requireConsistent(Reply reply) throws SmtpException {
    boolean refuses = reply.isTransient() || reply.isPermanent();
    if (!refuses && ledger.acceptedRecipients() == 0) {
      throw context
          .connection()
          .outOfStep("The server accepted no recipient, but did not refuse the message: " + reply);
    }
    if (reply.isIntermediate()) {
      throw context
          .connection()
          .fail(
              new SmtpProtocolException(
                  "The server answered the end of the content with neither acceptance nor refusal: "
                      + reply));
    }
  }

  // --- the end

  /** Notes that the last byte of the content was put into the buffer. */
  final void contentEnded() {
    stage = Stage.END;
    endOfContent = context.connection().position();
  }

  /** Returns whether a write was at least attempted for the last byte of the content. */
  private boolean isEndSent() {
    return context.connection().hasTried(endOfContent);
  }

  private void conclude(Reply last) {
    if (ledger.isSenderRefused() || ledger.acceptedRecipients() == 0) {
      end(envelopeRefusal());
    } else if (!Ledger.has(RecipientResult.Accepted.class, ledger.results(isEndSent()))) {
      String counts = Ledger.counts(ledger.results(isEndSent()));
      end(new SmtpDataException("The server refused the content" + counts + ": " + last, last));
      contentRefused(last);
    } else {
      end(null);
    }
  }

  /** Called after all recipients' content was refused, when the transaction is over. */
  void contentRefused(Reply last) {}

  /** Ends the transaction, with the reason if it was refused. */
  final void end(@Nullable SmtpException reason) {
    stage = Stage.OVER;
    failure = reason;
    results = ledger.results(isEndSent());
  }

  /** Notes that this message is the reason why the connection is about to be closed. */
  final SmtpException blame(SmtpException reason) {
    failure = reason;
    return reason;
  }

  /** Ends the transaction, as no more replies will come. One that is over stays as it is. */
  final void connectionLost(SmtpException reason, Ledger.Loss how) {
    if (isOver() && how != Ledger.Loss.OUT_OF_STEP) {
      return;
    }
    ledger.lost(how);
    SmtpException own = failure == null ? reason : failure;
    boolean unknown = Ledger.has(RecipientResult.Unknown.class, ledger.results(isEndSent()));
    end(unknown ? Failure.outcomeUnknown(own) : own);
  }

  /** Notes that the content is about to be read. */
  final void contentBegins() {
    begun = true;
  }

  /** Returns whether the content, or another form of it, was read: one-shot content is used up. */
  @SuppressWarnings("ReferenceEquality") // another form is another object
  final boolean isContentBegun(Content original) {
    return begun || prepared.content() != original;
  }

  /** Returns why no recipient was accepted or an outcome is unknown, otherwise {@code null}. */
  final @Nullable SmtpException failure() {
    return failure;
  }

  /** Returns the outcome for each recipient, as far as it is known. */
  final List<RecipientResult> results() {
    return results == null ? ledger.results(isEndSent()) : results;
  }
}
