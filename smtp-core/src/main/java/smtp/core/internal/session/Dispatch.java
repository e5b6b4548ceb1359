package smtp.core.internal.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import smtp.api.EnhancedStatus;
import smtp.api.Mail;
import smtp.api.Recipient;
import smtp.api.RecipientResult;
import smtp.api.Reply;
import smtp.api.SendResult;
import smtp.api.SmtpException;

/** A mail on its way, in one transaction or in several, and what becomes of it. */
final class Dispatch {

  private final Mail mail;
  private final List<Part> parts = new ArrayList<>(1);
  private final long began = System.nanoTime();
  private @Nullable SendResult result;
  private boolean posted;
  private @Nullable SmtpException unsent;
  private @Nullable SmtpException lost;

  /**
   * A transaction for some of the recipients.
   *
   * @param recipients their indices in the envelope
   */
  private record Part(Transaction transaction, List<Integer> recipients) {}

  Dispatch(Mail mail) {
    this.mail = mail;
  }

  Mail mail() {
    return mail;
  }

  void add(Transaction transaction, List<Integer> recipients) {
    parts.add(new Part(transaction, recipients));
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
    for (Part part : parts) {
      if (!part.transaction.isOver()) {
        return false;
      }
    }
    return true;
  }

  boolean mayBeFollowed() {
    return !parts.isEmpty() && parts.get(parts.size() - 1).transaction.mayBeFollowed();
  }

  /**
   * The connection is gone; what has not been answered will not be.
   *
   * @param told whether the server has said that it ends the session
   */
  void lost(SmtpException reason, boolean told) {
    posted = true;
    lost = reason;
    parts.forEach(part -> part.transaction.lost(reason, told));
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
    List<Recipient> recipients = mail.envelope().recipients();
    if (parts.size() == 1 && parts.get(0).recipients.size() == recipients.size()) {
      return parts.get(0).transaction.result().recipients();
    }
    RecipientResult[] results =
        recipients.stream().map(RecipientResult.NotSent::new).toArray(RecipientResult[]::new);
    for (Part part : parts) {
      List<RecipientResult> own = part.transaction.result().recipients();
      for (int i = 0; i < own.size(); i++) {
        results[part.recipients.get(i)] = own.get(i);
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
      failure.initResult(result);
    }
    return failure;
  }

  private @Nullable SmtpException failureWithoutResult(SendResult result) {
    if (lost == null && !result.accepted().isEmpty() && result.unknown().isEmpty()) {
      return null;
    }
    SmtpException first = null;
    for (Part part : parts) {
      SmtpException own = part.transaction.failure();
      boolean unknown = !part.transaction.result().unknown().isEmpty();
      first = own != null && (first == null || unknown) ? own : first;
    }
    return first != null ? first : Objects.requireNonNullElse(unsent, lost);
  }

  /**
   * Returns the recipients of the last transaction that the server found too many for it, if it
   * took others: they are to have one of their own (RFC 5321, section 4.5.3.1.10).
   */
  List<Integer> tooMany() {
    Part last = parts.get(parts.size() - 1);
    SendResult result = last.transaction.result();
    if (result.accepted().isEmpty()) {
      return List.of();
    }
    List<Integer> tooMany = new ArrayList<>();
    for (int i = 0; i < last.recipients.size(); i++) {
      if (result.recipients().get(i) instanceof RecipientResult.Refused refused
          && saysTooMany(refused.reply())) {
        tooMany.add(last.recipients.get(i));
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
