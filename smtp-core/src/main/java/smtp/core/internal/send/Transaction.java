package smtp.core.internal.send;

import java.util.List;
import org.jspecify.annotations.Nullable;
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
 * <p>{@link #begin()} sends what can be sent before anything is known. If the transaction then
 * {@linkplain #isWaiting() waits} for the replies, {@link #proceed()} continues once these have
 * come. It is {@linkplain #isOver() over} when the last reply was received, or the connection is
 * {@linkplain #connectionLost lost}. A refusal is kept; what is thrown has closed the connection.
 */
abstract class Transaction implements ReplyReceiver {

  private final SendContext context;
  private final Portion portion;
  private final Ledger ledger;
  private PreparedMail prepared;
  private Stage stage = Stage.NEW;

  /** Where the content ends among all that is sent on the connection. */
  private long endOfContent = Long.MAX_VALUE;

  private int finalReplies;
  private @Nullable SmtpException failure;
  private @Nullable List<RecipientResult> results;

  /** How far a transaction has come. */
  enum Stage {
    /** Nothing was sent. */
    NEW,
    /** The envelope was sent, and the content waits for the replies to it. */
    ENVELOPE,
    /** All but the end was sent, and the end waits for the replies to the content. */
    CONTENT,
    /** All was sent. */
    END,
    /** All replies have come, or none will come any more. */
    OVER
  }

  Transaction(
      SendContext context, PreparedMail prepared, Portion portion, List<Recipient> recipients) {
    this.context = context;
    this.prepared = prepared;
    this.portion = portion;
    this.ledger = new Ledger(recipients);
  }

  /** Sends what can be sent before anything is known. */
  abstract void begin() throws SmtpException;

  /** Continues when all replies to what was sent have come. */
  abstract void proceed() throws SmtpException;

  /** Receives the reply to something that only this kind of transaction sends. */
  abstract void receiveOther(Item item, Reply reply) throws SmtpException;

  final SendContext context() {
    return context;
  }

  final Portion portion() {
    return portion;
  }

  /** Returns how many recipients it is for. */
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
   * Returns whether the next message may be sent before the replies to this content have come: not
   * if these are several, as a server that sends one too few would have the next taken for it.
   */
  boolean mayBeFollowed() {
    return !isWaiting()
        && context.pipelining()
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
    for (int i = 0; i < commands.size() && mayNameNext(); i++) {
      flight.add(commands.get(i), Item.RCPT, i, this);
    }
  }

  /** Returns whether it makes sense to name the next recipient, by what is known so far. */
  private boolean mayNameNext() throws SmtpException {
    if (context.pipelining()) {
      return true;
    }
    context.flight().readAll();
    return !ledger.isSenderRefused();
  }

  /** Returns whether nothing is to follow the envelope, now that all replies to it are there. */
  final boolean isEnvelopeRefused() {
    int accepted = ledger.acceptedRecipients();
    return ledger.isSenderRefused()
        || accepted == 0
        || (context.allOrNone() && accepted < recipients());
  }

  final SmtpException envelopeRefusal() {
    Reply sender = ledger.senderRefusal();
    if (sender != null) {
      return new SmtpSenderRefusedException("The server refused the sender: " + sender, sender);
    }
    SendResult known = SendResult.of(ledger.results(false));
    String first = known.refused().isEmpty() ? "" : ": " + known.refused().getFirst().reply();
    return new SmtpRecipientsRefusedException(
        ledger.acceptedRecipients() == 0
            ? "The server refused every recipient" + first
            : "The server refused a recipient, and it was to be all or none" + first);
  }

  // --- the replies

  @Override
  public final void receive(Item item, int index, Reply reply) throws SmtpException {
    switch (item) {
      case RSET -> context.peer().requireReset(reply);
      case MAIL -> ledger.mailReply(reply);
      case RCPT -> ledger.rcptReply(index, reply);
      case END -> receiveFinal(reply);
      default -> receiveOther(item, reply);
    }
  }

  @Override
  public final boolean isDue(Item item) {
    return item != Item.END || finalReplies < Math.max(1, expectedFinalReplies());
  }

  /** Returns how many replies the end of the content has, as far as that is known. */
  int expectedFinalReplies() {
    return context.dialect().finalReplies(ledger.acceptedRecipients());
  }

  private void receiveFinal(Reply reply) throws SmtpException {
    finalReplies++;
    if (expectedFinalReplies() > 0) {
      enter(reply);
    }
    requireSense(reply);
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

  /**
   * Returns whether a last reply ends the transaction: a 421 ends the session, which is told as
   * that, and before the end of the content there was nothing to accept.
   */
  private boolean decides(Reply reply) {
    return reply.code() != 421 && (isEndSent() || !reply.isPositive());
  }

  private void requireSense(Reply reply) throws SmtpException {
    String nonsense = null;
    if (reply.isIntermediate()) {
      nonsense = "The server answered the end of the content with neither yes nor no: ";
    } else if (reply.isPositive() && ledger.isSenderRefused() && expectedFinalReplies() > 0) {
      nonsense = "The server refused the sender and yet accepted a message: ";
    }
    if (nonsense != null && ledger.acceptedRecipients() > 0) {
      throw context.connection().fail(new SmtpProtocolException(nonsense + reply));
    }
  }

  // --- the end

  /** The last byte of the content was put into the buffer. */
  final void contentEnded() {
    stage = Stage.END;
    endOfContent = context.connection().position();
  }

  /** Returns whether the last byte of the content was in a write that was at least tried. */
  private boolean isEndSent() {
    return context.connection().hasTried(endOfContent);
  }

  private void conclude(Reply last) {
    if (ledger.isSenderRefused() || ledger.acceptedRecipients() == 0) {
      end(envelopeRefusal());
    } else if (!Ledger.has(RecipientResult.Accepted.class, ledger.results(isEndSent()))) {
      end(new SmtpDataException("The server refused the content: " + last, last));
    } else {
      end(null);
    }
  }

  /** Ends the transaction, refused for a reason or not. */
  final void end(@Nullable SmtpException reason) {
    stage = Stage.OVER;
    failure = reason;
    results = ledger.results(isEndSent());
  }

  /** Notes why the connection is about to be closed, for the message that is the reason. */
  final SmtpException blame(SmtpException reason) {
    failure = reason;
    return reason;
  }

  /**
   * Ends the transaction if it is not over: no more replies will come.
   *
   * @param announced whether the server announced that it ends the session
   */
  final void connectionLost(SmtpException reason, boolean announced) {
    if (isOver()) {
      return;
    }
    if (announced) {
      ledger.sessionEnded();
    }
    SmtpException own = failure == null ? reason : failure;
    boolean unknown = Ledger.has(RecipientResult.Unknown.class, ledger.results(isEndSent()));
    end(unknown ? Failure.outcomeUnknown(own) : own);
  }

  /** Returns why no recipient accepted the message, or an outcome is unknown; otherwise null. */
  final @Nullable SmtpException failure() {
    return failure;
  }

  /** Returns the outcome for each recipient, as far as it is known. */
  final List<RecipientResult> results() {
    return results == null ? ledger.results(isEndSent()) : results;
  }
}
