package smtp.mailer.internal;

import org.jspecify.annotations.Nullable;
import smtp.api.Extension;
import smtp.api.RecipientResult;
import smtp.api.Recovery;
import smtp.api.Reply;
import smtp.api.SendResult;
import smtp.api.SmtpException;
import smtp.api.SmtpNotSupportedException;
import smtp.api.SmtpProtocolException;
import smtp.api.SmtpTransportException;

/**
 * What an attempt means for what comes next. This is the one place that has the rules:
 *
 * <ul>
 *   <li>Accepted and unknown are final. So is a 5yz reply.
 *   <li>A recipient with a 4yz reply is tried again later.
 *   <li>421 is about the connection, not about the message. So is a lost connection for a recipient
 *       to whom nothing was sent.
 *   <li>A message that needs what a server does not offer is tried on each other server.
 *   <li>Any other recipient to whom nothing was sent is tried again if the failure says so.
 * </ul>
 */
enum Verdict {
  /** Nothing is left to try. */
  FINAL,
  /** The connection failed, or takes no more: again, over another one. */
  OTHER_CONNECTION,
  /** This server cannot take it. */
  OTHER_SERVER,
  /** The server may take it later. */
  LATER;

  /** Returns what one recipient's result means. */
  static Verdict of(RecipientResult result, @Nullable SmtpException failure) {
    return switch (result) {
      case RecipientResult.Accepted accepted -> FINAL;
      case RecipientResult.Unknown unknown -> FINAL;
      case RecipientResult.Refused refused -> ofReply(refused.reply());
      case RecipientResult.NotSent notSent -> ofUnsent(failure);
    };
  }

  private static Verdict ofReply(Reply reply) {
    return reply.code() == 421 ? OTHER_CONNECTION : reply.isTransient() ? LATER : FINAL;
  }

  private static Verdict ofUnsent(@Nullable SmtpException failure) {
    if (failure instanceof SmtpNotSupportedException missing) {
      return missing.extension().equals(Extension.LIMITS) ? OTHER_CONNECTION : OTHER_SERVER;
    }
    if (isLoss(failure)) {
      return OTHER_CONNECTION;
    }
    return failure == null || failure.recovery() == Recovery.RETRY_LATER ? LATER : FINAL;
  }

  /** Returns whether a failure is that of a connection, not of a message. */
  static boolean isLoss(@Nullable SmtpException failure) {
    return failure instanceof SmtpTransportException || failure instanceof SmtpProtocolException;
  }

  /** Returns what the whole attempt means: the most patient of the recipients' verdicts. */
  static Verdict of(SendResult result, @Nullable SmtpException failure) {
    Verdict all = FINAL;
    for (RecipientResult one : result.recipients()) {
      Verdict verdict = of(one, failure);
      all = verdict.compareTo(all) > 0 ? verdict : all;
    }
    return all;
  }
}
