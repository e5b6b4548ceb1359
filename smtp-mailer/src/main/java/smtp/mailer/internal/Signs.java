package smtp.mailer.internal;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import smtp.api.EnhancedStatus;
import smtp.api.RecipientResult;
import smtp.api.Reply;
import smtp.api.SendResult;
import smtp.api.SmtpException;
import smtp.api.SmtpReplyException;
import smtp.api.SmtpServerDisconnectedException;

/** What a server says between the lines of its replies. */
final class Signs {

  private Signs() {}

  /**
   * Returns whether the server asks to slow down: 421, 450, 451 or 452 with the subject of security
   * and policy, as 4.7.0 of large providers, or with 4.3.2, "system not accepting network messages"
   * (RFC 3463).
   */
  static boolean slowDown(SendResult result, @Nullable SmtpException failure) {
    for (RecipientResult one : result.recipients()) {
      if (one instanceof RecipientResult.Refused refused && slowDown(refused.reply())) {
        return true;
      }
    }
    return failure != null && reply(failure).filter(Signs::slowDown).isPresent();
  }

  private static boolean slowDown(Reply reply) {
    boolean kind = reply.code() == 421 || (reply.code() >= 450 && reply.code() <= 452);
    return kind && reply.enhancedStatus().filter(Signs::slowDown).isPresent();
  }

  private static boolean slowDown(EnhancedStatus status) {
    return status.subject() == 7 || (status.subject() == 3 && status.detail() == 2);
  }

  /** Returns whether the server ended the session with a 421. */
  static boolean sessionEnd(@Nullable SmtpException failure) {
    return failure instanceof SmtpServerDisconnectedException gone && gone.reply().isPresent();
  }

  private static Optional<Reply> reply(SmtpException failure) {
    if (failure instanceof SmtpReplyException refused) {
      return Optional.of(refused.reply());
    }
    return failure instanceof SmtpServerDisconnectedException gone
        ? gone.reply()
        : Optional.empty();
  }
}
