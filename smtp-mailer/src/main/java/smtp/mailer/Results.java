package smtp.mailer;

import smtp.api.Mail;
import smtp.api.SendResult;
import smtp.api.SmtpException;
import smtp.api.SmtpInterruptedException;
import smtp.mailer.status.Outcome;

/** What a caller gets who waited for an outcome, as {@link smtp.api.MailClient#send} promises. */
final class Results {

  private Results() {}

  /** Returns the result, or throws if nobody accepted or somebody is unknown. */
  static SendResult checked(Outcome outcome) throws SmtpException {
    SendResult result = outcome.result();
    if (!result.accepted().isEmpty() && result.unknown().isEmpty()) {
      return result;
    }
    throw failure(outcome);
  }

  /**
   * Returns the failure of a message. That of the last attempt is one, if it is about this message
   * and all its recipients; otherwise it becomes the cause.
   */
  static SmtpException failure(Outcome outcome) {
    SmtpException last = outcome.failure();
    SendResult result = outcome.result();
    if (last != null && last.result().filter(result::equals).isPresent()) {
      return last;
    }
    return new MailerException(outcome);
  }

  /**
   * Makes the failure of a caller who does not wait any longer.
   *
   * @param begun whether a connection may have the message
   */
  static SmtpInterruptedException interrupted(Mail message, boolean begun) {
    Thread.currentThread().interrupt();
    return begun
        ? new SmtpInterruptedException(
            "The thread was interrupted while the mailer was sending the message",
            SendResult.unknown(message.envelope()))
        : new SmtpInterruptedException(
            "The thread was interrupted before the message was sent",
            SendResult.notSent(message.envelope()));
  }
}
