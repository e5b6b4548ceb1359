package smtp.core.internal.session;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import smtp.api.Envelope;
import smtp.api.Recipient;
import smtp.api.RecipientResult;
import smtp.api.Reply;
import smtp.api.SendResult;

/** What is known of each recipient of a mail, at any moment of its transaction. */
final class Ledger {

  private final List<Recipient> recipients;
  private final @Nullable Reply[] rcptReplies;
  private final @Nullable Reply[] finalReplies;
  private boolean senderRefused;
  private boolean endOfDataSent;
  private int answered;

  Ledger(Envelope envelope) {
    this.recipients = envelope.recipients();
    this.rcptReplies = new Reply[recipients.size()];
    this.finalReplies = new Reply[recipients.size()];
  }

  void mailReply(Reply reply) {
    senderRefused = !reply.isPositive();
  }

  void rcptReply(int index, Reply reply) {
    rcptReplies[index] = reply;
  }

  /** The last octet of the data is in a write that is about to be tried. */
  void endOfDataSent() {
    endOfDataSent = true;
  }

  /** A reply that decides for all recipients that were accepted at RCPT. */
  void finalReply(Reply reply) {
    for (int i = 0; i < finalReplies.length; i++) {
      finalReplies[i] = reply;
    }
  }

  /** A reply that decides for the next of the recipients that were accepted at RCPT (RFC 2033). */
  void nextFinalReply(Reply reply) {
    while (answered < recipients.size() && !isAccepted(answered)) {
      answered++;
    }
    finalReplies[answered++] = reply;
  }

  boolean isSenderRefused() {
    return senderRefused;
  }

  int acceptedRecipients() {
    int count = 0;
    for (int i = 0; i < rcptReplies.length; i++) {
      count += isAccepted(i) ? 1 : 0;
    }
    return count;
  }

  private boolean isAccepted(int index) {
    Reply reply = rcptReplies[index];
    return reply != null && reply.isPositive();
  }

  SendResult result() {
    List<RecipientResult> results = new ArrayList<>(recipients.size());
    for (int i = 0; i < recipients.size(); i++) {
      results.add(result(i));
    }
    return SendResult.of(results);
  }

  private RecipientResult result(int index) {
    Recipient recipient = recipients.get(index);
    Reply rcpt = rcptReplies[index];
    if (senderRefused || rcpt == null) {
      return new RecipientResult.NotSent(recipient);
    }
    if (!rcpt.isPositive()) {
      return new RecipientResult.Refused(recipient, rcpt);
    }
    return decided(recipient, finalReplies[index]);
  }

  private RecipientResult decided(Recipient recipient, @Nullable Reply reply) {
    if (reply != null && (reply.isTransient() || reply.isPermanent())) {
      return new RecipientResult.Refused(recipient, reply);
    }
    // Nothing but a refusal counts before the end of the data: there was nothing to accept.
    if (!endOfDataSent) {
      return new RecipientResult.NotSent(recipient);
    }
    return reply != null && reply.isPositive()
        ? new RecipientResult.Accepted(recipient, reply)
        : new RecipientResult.Unknown(recipient);
  }
}
