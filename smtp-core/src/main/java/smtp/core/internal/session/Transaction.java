package smtp.core.internal.session;

import java.util.List;
import org.jspecify.annotations.Nullable;
import smtp.api.Envelope;
import smtp.api.Extension;
import smtp.api.Phase;
import smtp.api.Recipient;
import smtp.api.RecipientResult;
import smtp.api.Reply;
import smtp.api.SendResult;
import smtp.api.SmtpDataException;
import smtp.api.SmtpException;
import smtp.api.SmtpProtocolException;
import smtp.api.SmtpRecipientsRefusedException;
import smtp.api.SmtpSenderRefusedException;

/**
 * One mail transaction, from MAIL to the last reply, and what became of each recipient.
 *
 * <p>{@link #begin()} puts under way what can go before anything is known. If it then {@linkplain
 * #isWaiting() waits} for the replies, {@link #proceed()} goes on once these have come. It is
 * {@linkplain #isOver() over} when the last reply was taken, or it is {@linkplain #lost lost}. A
 * refusal is kept; what is thrown has closed the connection.
 */
abstract class Transaction implements Flight.Receiver {

  /** What a reply may be to. A recipient's is its index. */
  private static final int RSET = -1;

  private static final int MAIL = -2;
  static final int DATA = -3;
  static final int CHUNK = -4;
  static final int END = -5;

  private final Course course;
  private final Portion portion;
  private final Ledger ledger;
  private PreparedMail prepared;
  private Stage stage = Stage.NEW;
  private long endOfContent = Long.MAX_VALUE;
  private int finalReplies;
  private @Nullable Reply mailReply;
  private @Nullable Reply finalReply;
  private @Nullable SmtpException failure;
  private @Nullable List<RecipientResult> results;

  /** How far a transaction is. */
  enum Stage {
    /** Nothing is under way. */
    NEW,
    /** The envelope is, and the content waits for what is said to it. */
    ENVELOPE,
    /** All but the end is, which waits for what is said to the content. */
    CONTENT,
    /** All is. */
    END,
    /** All replies have come, or none will come any more. */
    OVER
  }

  Transaction(Course course, PreparedMail prepared, Portion portion, List<Recipient> recipients) {
    this.course = course;
    this.prepared = prepared;
    this.portion = portion;
    this.ledger = new Ledger(recipients);
  }

  /**
   * Makes a transaction that suits the mail; it sends nothing yet.
   *
   * @param mail for all recipients of its envelope
   * @param portion for which of them the transaction is
   */
  static Transaction of(Course course, PreparedMail mail, Portion portion, Envelope envelope) {
    PreparedMail part = mail.part(portion);
    List<Recipient> recipients = portion.select(envelope.recipients());
    if (!course.capabilities().has(Extension.CHUNKING)) {
      return new DataTransaction(course, part, portion, recipients);
    }
    return part.content().size().isPresent()
        ? new ChunkTransaction(course, part, portion, recipients)
        : new StreamTransaction(course, part, portion, recipients);
  }

  abstract void begin() throws SmtpException;

  abstract void proceed() throws SmtpException;

  /** Takes the reply to something that only this kind of transaction sends. */
  abstract void takeOther(int item, Reply reply) throws SmtpException;

  final Course course() {
    return course;
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

  final void at(Stage reached) {
    stage = reached;
  }

  final boolean isWaiting() {
    return stage == Stage.ENVELOPE || stage == Stage.CONTENT;
  }

  final boolean isOver() {
    return stage == Stage.OVER;
  }

  /**
   * Tells whether commands may go out behind the content before its replies are there: not where
   * these are several, as a server that gives one too few would have the next taken for it.
   */
  boolean mayBeFollowed() {
    return !isWaiting()
        && course.pipelining()
        && !course.sending().confirmBeforeEnd()
        && !course.sending().carryOn()
        && course.dialect().finalReplies(recipients()) == 1;
  }

  // --- the envelope

  final void putEnvelope() throws SmtpException {
    stage = Stage.ENVELOPE;
    boolean resetFirst = course.resetFirst();
    course.state().mailBegins();
    course.state().contentBegins();
    Flight flight = course.flight();
    if (resetFirst) {
      flight.add(Phase.COMMAND, "RSET", this, RSET);
    }
    flight.add(prepared.mail(), this, MAIL);
    List<PathCommand> commands = prepared.recipients();
    for (int i = 0; i < commands.size() && goesOn(); i++) {
      flight.add(commands.get(i), this, i);
    }
  }

  /** Tells whether the next recipient is worth sending: what is known so far is only good. */
  private boolean goesOn() throws SmtpException {
    if (course.pipelining()) {
      return true;
    }
    course.flight().land();
    return !ledger.isSenderRefused();
  }

  /** Tells whether nothing is to follow the envelope, now that all replies to it are there. */
  final boolean isEnvelopeRefused() {
    int accepted = ledger.acceptedRecipients();
    return ledger.isSenderRefused()
        || accepted == 0
        || (course.sending().allOrNone() && accepted < recipients());
  }

  final SmtpException envelopeRefusal() {
    if (mailReply != null && ledger.isSenderRefused()) {
      return new SmtpSenderRefusedException(
          "The server refused the sender: " + mailReply, mailReply);
    }
    SendResult known = SendResult.of(ledger.results());
    String first = known.refused().isEmpty() ? "" : ": " + known.refused().get(0).reply();
    return new SmtpRecipientsRefusedException(
        ledger.acceptedRecipients() == 0
            ? "The server refused every recipient" + first
            : "The server refused a recipient, and it was to be all or none" + first);
  }

  // --- the replies

  @Override
  public final void take(int item, Reply reply) throws SmtpException {
    if (item >= 0) {
      ledger.rcptReply(item, reply);
      return;
    }
    switch (item) {
      case RSET -> requireReset(reply);
      case MAIL -> {
        mailReply = reply;
        ledger.mailReply(reply);
      }
      case END -> takeFinal(reply);
      default -> takeOther(item, reply);
    }
  }

  /**
   * A server that does not do RSET would mix one mail's recipients into the next. (One that ends
   * the session does nothing any more, which the connection tells.)
   */
  private void requireReset(Reply reply) throws SmtpException {
    if (reply.code() != 250 && reply.code() != 421) {
      throw course
          .connection()
          .fail(
              new SmtpProtocolException(
                  "The server refused RSET, so the session is closed: " + reply));
    }
  }

  @Override
  public final boolean isDue(int item) {
    return item != END || finalReplies < Math.max(1, expectedFinalReplies());
  }

  /** Returns how many replies the end of the content has, as far as that is known. */
  int expectedFinalReplies() {
    return course.dialect().finalReplies(ledger.acceptedRecipients());
  }

  private void takeFinal(Reply reply) throws SmtpException {
    finalReplies++;
    finalReply = reply;
    if (expectedFinalReplies() > 0) {
      course.dialect().book(reply, ledger);
    }
    requireSense(reply);
    if (!isDue(END) && decides(reply)) {
      conclude();
    }
  }

  /**
   * Tells whether a last reply ends the transaction: a 421 ends the session, which is told as that,
   * and before the end of the content there was nothing to take.
   */
  private boolean decides(Reply reply) {
    boolean ended = course.connection().hasTried(endOfContent);
    return reply.code() != 421 && (ended || !reply.isPositive());
  }

  private void requireSense(Reply reply) throws SmtpException {
    String nonsense = null;
    if (reply.isIntermediate()) {
      nonsense = "The server answered the end of the data with neither yes nor no: ";
    } else if (reply.isPositive() && ledger.isSenderRefused() && expectedFinalReplies() > 0) {
      nonsense = "The server refused the sender and yet took a mail, whosever it is: ";
    }
    if (nonsense != null && ledger.acceptedRecipients() > 0) {
      throw course.connection().fail(new SmtpProtocolException(nonsense + reply));
    }
  }

  // --- the end

  /** The last octet of the content was put under way. */
  final void ended() {
    stage = Stage.END;
    endOfContent = course.connection().position();
  }

  private void conclude() {
    if (ledger.isSenderRefused() || ledger.acceptedRecipients() == 0) {
      over(envelopeRefusal());
    } else if (finalReply != null && !Ledger.has(RecipientResult.Accepted.class, known())) {
      over(new SmtpDataException("The server refused the content: " + finalReply, finalReply));
    } else {
      over(null);
    }
  }

  /** Ends the transaction, refused for a reason or not. */
  final void over(@Nullable SmtpException reason) {
    stage = Stage.OVER;
    failure = reason;
    results = known();
  }

  /** Notes why the connection is about to be given up, for the mail whose fault it is. */
  final SmtpException atFault(SmtpException reason) {
    failure = reason;
    return reason;
  }

  /**
   * Ends the transaction where no more replies will come, if it has not ended.
   *
   * @param reason why
   * @param told whether the server has said that it ends the session
   */
  final void lost(SmtpException reason, boolean told) {
    if (isOver()) {
      return;
    }
    if (told) {
      ledger.sessionEnded();
    }
    SmtpException own = failure == null ? reason : failure;
    boolean unknown = Ledger.has(RecipientResult.Unknown.class, known());
    over(unknown ? Failure.outcomeUnknown(own) : own);
  }

  private List<RecipientResult> known() {
    if (course.connection().hasTried(endOfContent)) {
      ledger.endOfDataSent();
    }
    return ledger.results();
  }

  /** Returns why nobody got the mail, or it is not known; {@code null} if somebody did. */
  final @Nullable SmtpException failure() {
    return failure;
  }

  /** Returns what became of the recipients, as far as it is known. */
  final List<RecipientResult> results() {
    return results == null ? known() : results;
  }
}
