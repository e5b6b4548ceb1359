package smtp.core.internal.session;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import smtp.api.Recipient;
import smtp.api.RecipientResult;
import smtp.api.RecipientResult.Accepted;
import smtp.api.RecipientResult.NotSent;
import smtp.api.RecipientResult.Refused;
import smtp.api.RecipientResult.Unknown;
import smtp.api.Reply;

/** What is known of each recipient of a mail, at any moment of its transaction. */
final class Ledger {

  private final List<Recipient> recipients;
  private final @Nullable Reply[] rcptReplies;

  /** What was said to each about the content, where each is answered by itself. */
  private @Nullable Reply @Nullable [] ownFinalReplies;

  /** What was said about the content to all. */
  private @Nullable Reply finalReply;

  private boolean senderRefused;
  private boolean endOfDataSent;
  private boolean sessionEnded;
  private int accepted;
  private int answered;

  Ledger(List<Recipient> recipients) {
    this.recipients = recipients;
    this.rcptReplies = new Reply[recipients.size()];
  }

  void mailReply(Reply reply) {
    senderRefused = !reply.isPositive();
  }

  void rcptReply(int index, Reply reply) {
    rcptReplies[index] = reply;
    accepted += reply.isPositive() ? 1 : 0;
  }

  /** The last octet of the data is in a write that is about to be tried. */
  void endOfDataSent() {
    endOfDataSent = true;
  }

  /** The server said that it ends the session: what it has not answered it will not do. */
  void sessionEnded() {
    sessionEnded = true;
  }

  /** A reply that decides for all recipients that were accepted at RCPT. */
  void finalReply(Reply reply) {
    finalReply = reply;
    ownFinalReplies = null;
  }

  /** A reply that decides for the next of the recipients that were accepted at RCPT (RFC 2033). */
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

  boolean isSenderRefused() {
    return senderRefused;
  }

  int acceptedRecipients() {
    return accepted;
  }

  private boolean isAccepted(int index) {
    Reply reply = rcptReplies[index];
    return reply != null && reply.isPositive();
  }

  /** Returns what is known, in the order of the recipients. */
  List<RecipientResult> results() {
    if (recipients.size() == 1) {
      return List.of(result(0));
    }
    RecipientResult[] results = new RecipientResult[recipients.size()];
    Arrays.setAll(results, this::result);
    return List.of(results);
  }

  /** Tells whether somebody's result is of this kind. */
  static boolean has(Class<? extends RecipientResult> kind, List<RecipientResult> results) {
    for (int i = 0; i < results.size(); i++) {
      if (kind.isInstance(results.get(i))) {
        return true;
      }
    }
    return false;
  }

  private RecipientResult result(int index) {
    Recipient recipient = recipients.get(index);
    Reply rcpt = rcptReplies[index];
    Reply last = finalReply(index);
    if (senderRefused) {
      return withoutSender(recipient, rcpt, last);
    }
    if (rcpt == null) {
      // A chunk goes out with its envelope: the server may have had all of it.
      return mayBeTaken() ? new Unknown(recipient) : new NotSent(recipient);
    }
    return rcpt.isPositive() ? decided(recipient, last) : new Refused(recipient, rcpt);
  }

  /** A mail may have been taken whose sender was refused: under whose name, nobody knows. */
  private RecipientResult withoutSender(
      Recipient recipient, @Nullable Reply rcpt, @Nullable Reply last) {
    boolean taken = rcpt != null && rcpt.isPositive() && last != null && last.isPositive();
    return taken && endOfDataSent ? new Unknown(recipient) : new NotSent(recipient);
  }

  private boolean mayBeTaken() {
    return endOfDataSent && !sessionEnded;
  }

  private RecipientResult decided(Recipient recipient, @Nullable Reply last) {
    if (last == null) {
      return mayBeTaken() ? new Unknown(recipient) : new NotSent(recipient);
    }
    if (last.isTransient() || last.isPermanent()) {
      return new Refused(recipient, last);
    }
    // Nothing but a refusal counts before the end of the data: there was nothing to accept.
    if (!endOfDataSent) {
      return new NotSent(recipient);
    }
    return last.isPositive() ? new Accepted(recipient, last) : new Unknown(recipient);
  }
}
