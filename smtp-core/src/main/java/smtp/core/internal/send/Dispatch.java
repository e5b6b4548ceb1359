package smtp.core.internal.send;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import smtp.api.EnhancedStatus;
import smtp.api.Mail;
import smtp.api.RecipientResult;
import smtp.api.RecipientResult.Accepted;
import smtp.api.RecipientResult.Refused;
import smtp.api.RecipientResult.Unknown;
import smtp.api.Reply;
import smtp.api.SendResult;
import smtp.api.SmtpException;
import smtp.api.internal.ExceptionResults;
import smtp.core.internal.connection.Timing;

/** A message that is being sent, in one transaction or several, and its outcome. */
final class Dispatch {

  private final Mail mail;
  private final Timing timing;
  private final long began;
  private @Nullable SendResult result;
  private List<Transaction> transactions = List.of();
  private boolean allSent;
  private @Nullable SmtpException unsent;
  private @Nullable SmtpException lost;

  Dispatch(Mail mail, Timing timing) {
    this.mail = mail;
    this.timing = timing;
    this.began = timing.now();
  }

  Mail mail() {
    return mail;
  }

  void add(Transaction transaction) {
    // Most messages have a single transaction: no growing list for it.
    if (transactions.isEmpty()) {
      transactions = List.of(transaction);
      return;
    }
    if (transactions.size() == 1) {
      transactions = new ArrayList<>(transactions);
    }
    transactions.add(transaction);
  }

  /** Ends the message without sending more of it, for a reason in the message itself. */
  void unsent(SmtpException reason) {
    unsent = reason;
    allSent = true;
  }

  /** Notes that no further transaction follows. */
  void allSent() {
    allSent = true;
  }

  boolean isOver() {
    if (!allSent) {
      return false;
    }
    // By index: this is called several times for each message, and iterators would be garbage.
    for (int i = 0; i < transactions.size(); i++) {
      if (!transactions.get(i).isOver()) {
        return false;
      }
    }
    return true;
  }

  /** Notes that the connection is lost: no more replies will come. */
  void connectionLost(SmtpException reason, Ledger.Loss how) {
    allSent = true;
    lost = reason;
    result = null;
    transactions.forEach(transaction -> transaction.connectionLost(reason, how));
  }

  /** Returns when the message was taken, on the clock of its timing. */
  long began() {
    return began;
  }

  /** Returns whether its content was read, at least in part: one-shot content is used up then. */
  boolean isContentBegun() {
    // By index: this is called for each message of a sendAll, and a stream would be garbage.
    for (int i = 0; i < transactions.size(); i++) {
      if (transactions.get(i).isContentBegun(mail.content())) {
        return true;
      }
    }
    return false;
  }

  /** Returns the result so far, which no longer changes once the message is over. */
  SendResult result() {
    if (result != null) {
      return result;
    }
    SendResult known = SendResult.of(recipientResults(), Duration.ofNanos(timing.now() - began));
    if (isOver()) {
      result = known;
    }
    return known;
  }

  private List<RecipientResult> recipientResults() {
    if (transactions.size() == 1 && transactions.getFirst().portion().isAll()) {
      return transactions.getFirst().results();
    }
    RecipientResult[] results =
        mail.envelope().recipients().stream()
            .map(RecipientResult.NotSent::new)
            .toArray(RecipientResult[]::new);
    for (Transaction transaction : transactions) {
      List<RecipientResult> own = transaction.results();
      for (int i = 0; i < own.size(); i++) {
        results[transaction.portion().index(i)] = own.get(i);
      }
    }
    return Arrays.asList(results);
  }

  /**
   * Returns why sending failed, with the result: no recipient was accepted, the outcome of one is
   * unknown, or the session is lost. Otherwise {@code null}.
   */
  @Nullable SmtpException failure(SendResult result) {
    SmtpException failure = failureWithoutResult(result);
    if (failure != null && failure.result().isEmpty()) {
      ExceptionResults.record(failure, result);
    }
    return failure;
  }

  private @Nullable SmtpException failureWithoutResult(SendResult result) {
    List<RecipientResult> all = result.recipients();
    if (lost == null && Ledger.has(Accepted.class, all) && !Ledger.has(Unknown.class, all)) {
      return null;
    }
    SmtpException first = null;
    for (Transaction transaction : transactions) {
      SmtpException own = transaction.failure();
      boolean unknown = Ledger.has(Unknown.class, transaction.results());
      first = own != null && (first == null || unknown) ? own : first;
    }
    return first != null ? first : Objects.requireNonNullElse(unsent, lost);
  }

  /**
   * Returns the recipients that were too many for the last transaction, if others were accepted:
   * they get another transaction (RFC 5321, section 4.5.3.1.10).
   */
  List<Integer> tooMany() {
    Transaction last = transactions.getLast();
    List<RecipientResult> results = last.results();
    if (!Ledger.has(Accepted.class, results)) {
      return List.of();
    }
    List<Integer> tooMany = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i) instanceof Refused refused && meansTooMany(refused.reply())) {
        tooMany.add(last.portion().index(i));
      }
    }
    return tooMany;
  }

  /** 552 is the code of RFC 821. Both codes have other meanings, which the enhanced code shows. */
  private static boolean meansTooMany(Reply reply) {
    boolean code = reply.code() == 452 || reply.code() == 552;
    return code && reply.enhancedStatus().map(Dispatch::isTooMany).orElse(true);
  }

  private static boolean isTooMany(EnhancedStatus status) {
    return status.subject() == 5 && status.detail() == 3;
  }
}
