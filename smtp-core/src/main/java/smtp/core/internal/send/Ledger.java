package smtp.core.internal.send;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import smtp.api.Phase;
import smtp.api.Recipient;
import smtp.api.RecipientResult;
import smtp.api.RecipientResult.Accepted;
import smtp.api.RecipientResult.NotSent;
import smtp.api.RecipientResult.Refused;
import smtp.api.RecipientResult.Unknown;
import smtp.api.Reply;

/** The replies of one transaction, and the outcome for each recipient so far. */
final class Ledger {

  private final List<Recipient> recipients;
  private final @Nullable Reply[] rcptReplies;

  /** The final replies, if each recipient has its own. */
  private @Nullable Reply @Nullable [] ownFinalReplies;

  /** The final reply for all recipients. */
  private @Nullable Reply finalReply;

  private @Nullable Reply mailReply;
  private @Nullable Loss loss;
  private int accepted;
  private int answered;

  /** How a connection was lost: what the server does with what it was sent depends on that. */
  enum Loss {
    /** Without a word. It may still do what it has not answered. */
    SILENT,
    /** With a 421. It will not do what it has not answered. */
    ANNOUNCED,
    /** Out of step. No reply counts, as it may belong to another command. */
    OUT_OF_STEP
  }

  Ledger(List<Recipient> recipients) {
    this.recipients = recipients;
    this.rcptReplies = new Reply[recipients.size()];
  }

  void mailReply(Reply reply) {
    mailReply = reply;
  }

  void rcptReply(int index, Reply reply) {
    rcptReplies[index] = reply;
    accepted += reply.isPositive() ? 1 : 0;
  }

  /** Notes how the connection was lost. */
  void lost(Loss how) {
    loss = how;
  }

  /** Records the final reply for all recipients that RCPT accepted. */
  void finalReply(Reply reply) {
    finalReply = reply;
    ownFinalReplies = null;
  }

  /** Records the final reply for the next recipient that RCPT accepted (RFC 2033). */
  void nextFinalReply(Reply reply) {
    while (!isAccepted(answered)) {
      answered++;
    }
    if (ownFinalReplies == null) {
      ownFinalReplies = new Reply[recipients.size()];
    }
    ownFinalReplies[answered++] = reply;
  }

  private @Nullable Reply finalReply(int index) {
    Reply own = ownFinalReplies == null ? null : ownFinalReplies[index];
    return own == null ? finalReply : own;
  }

  /** Returns the reply that refused the sender, or {@code null}. */
  @Nullable Reply senderRefusal() {
    return mailReply == null || mailReply.isPositive() ? null : mailReply;
  }

  boolean isSenderRefused() {
    return senderRefusal() != null;
  }

  /** Returns how many recipients RCPT accepted. */
  int acceptedRecipients() {
    return accepted;
  }

  private boolean isAccepted(int index) {
    Reply reply = rcptReplies[index];
    return reply != null && reply.isPositive();
  }

  /**
   * Returns the outcome for each recipient, in order, as far as it is known.
   *
   * @param endSent whether a write was at least attempted for the last byte of the content
   */
  List<RecipientResult> results(boolean endSent) {
    if (recipients.size() == 1) {
      return List.of(result(0, endSent));
    }
    RecipientResult[] results = new RecipientResult[recipients.size()];
    Arrays.setAll(results, index -> result(index, endSent));
    return List.of(results);
  }

  /** Returns whether one of the results has this type. */
  static boolean has(Class<? extends RecipientResult> kind, List<RecipientResult> results) {
    for (int i = 0; i < results.size(); i++) {
      if (kind.isInstance(results.get(i))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns how many recipients were refused for good and for now, in brackets, if there were both.
   */
  static String counts(List<RecipientResult> results) {
    long refused = refusals(results).filter(Reply::isPermanent).count();
    long deferred = refusals(results).filter(Reply::isTransient).count();
    return refused > 0 && deferred > 0
        ? " (%d refused, %d deferred)".formatted(refused, deferred)
        : "";
  }

  private static Stream<Reply> refusals(List<RecipientResult> results) {
    return results.stream().filter(Refused.class::isInstance).map(one -> ((Refused) one).reply());
  }

  private RecipientResult result(int index, boolean endSent) {
    Recipient recipient = recipients.get(index);
    Reply rcpt = rcptReplies[index];
    Reply last = finalReply(index);
    if (loss == Loss.OUT_OF_STEP) {
      return undecided(recipient, endSent);
    }
    if (isSenderRefused()) {
      return new NotSent(recipient);
    }
    if (rcpt == null) {
      // The chunk was sent with its envelope: the server may have all of it.
      return undecided(recipient, endSent);
    }
    return rcpt.isPositive() ? decided(recipient, last, endSent) : new Refused(recipient, rcpt);
  }

  private RecipientResult undecided(Recipient recipient, boolean endSent) {
    return endSent && loss != Loss.ANNOUNCED ? new Unknown(recipient) : new NotSent(recipient);
  }

  private RecipientResult decided(Recipient recipient, @Nullable Reply last, boolean endSent) {
    if (last == null) {
      return undecided(recipient, endSent);
    }
    if (last.isTransient() || last.isPermanent()) {
      return new Refused(recipient, last, endSent ? Phase.END_OF_DATA : Phase.DATA);
    }
    // Before the end of the content there is nothing to accept, so only a refusal counts.
    if (!endSent) {
      return new NotSent(recipient);
    }
    return last.isPositive() ? new Accepted(recipient, last) : new Unknown(recipient);
  }
}
