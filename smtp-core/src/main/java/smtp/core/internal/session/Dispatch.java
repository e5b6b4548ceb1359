package smtp.core.internal.session;

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

/** A mail on its way, in one transaction or in several, and what becomes of it. */
final class Dispatch {

  private final Mail mail;
  private final long began = System.nanoTime();
  private @Nullable SendResult result;
  private List<Transaction> transactions = List.of();
  private boolean posted;
  private @Nullable SmtpException unsent;
  private @Nullable SmtpException lost;

  Dispatch(Mail mail) {
    this.mail = mail;
  }

  Mail mail() {
    return mail;
  }

  void add(Transaction transaction) {
    // Most mails have one, which is not worth a list that grows.
    if (transactions.isEmpty()) {
      transactions = List.of(transaction);
      return;
    }
    if (transactions.size() == 1) {
      transactions = new ArrayList<>(transactions);
    }
    transactions.add(transaction);
  }

  /** Nothing more is sent of it, for a reason of its own. */
  void unsent(SmtpException reason) {
    unsent = reason;
    posted = true;
  }

  /** There will be no further transaction. */
  void posted() {
    posted = true;
  }

  boolean isOver() {
    if (!posted) {
      return false;
    }
    // By index: it is asked several times a mail, and is not worth an iterator each.
    for (int i = 0; i < transactions.size(); i++) {
      if (!transactions.get(i).isOver()) {
        return false;
      }
    }
    return true;
  }

  /**
   * The connection is gone; what has not been answered will not be.
   *
   * @param told whether the server has said that it ends the session
   */
  void lost(SmtpException reason, boolean told) {
    posted = true;
    lost = reason;
    transactions.forEach(transaction -> transaction.lost(reason, told));
  }

  /** Returns what is known; once it is over, always the same. */
  SendResult result() {
    if (result != null) {
      return result;
    }
    SendResult known =
        SendResult.of(recipientResults(), Duration.ofNanos(System.nanoTime() - began));
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
   * Returns why the send is to fail, with the result: because nobody got the mail, because it is
   * not known whether somebody did, or because the session is lost. Else {@code null}.
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
   * Returns the recipients of the last transaction that the server found too many for it, if it
   * took others: they are to have one of their own (RFC 5321, section 4.5.3.1.10).
   */
  List<Integer> tooMany() {
    Transaction last = transactions.getLast();
    List<RecipientResult> results = last.results();
    if (!Ledger.has(Accepted.class, results)) {
      return List.of();
    }
    List<Integer> tooMany = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i) instanceof Refused refused && saysTooMany(refused.reply())) {
        tooMany.add(last.portion().index(i));
      }
    }
    return tooMany;
  }

  /** 552 was the code of RFC 821. Both codes have other meanings, which the enhanced ones tell. */
  private static boolean saysTooMany(Reply reply) {
    boolean code = reply.code() == 452 || reply.code() == 552;
    return code && reply.enhancedStatus().map(Dispatch::isTooMany).orElse(true);
  }

  private static boolean isTooMany(EnhancedStatus status) {
    return status.subject() == 5 && status.detail() == 3;
  }
}
