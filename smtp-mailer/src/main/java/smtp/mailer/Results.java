package smtp.mailer;

import smtp.api.Mail;
import smtp.api.RecipientResult;
import smtp.api.SendResult;
import smtp.api.SmtpException;
import smtp.api.SmtpInterruptedException;
import smtp.api.internal.ExceptionResults;

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
    SmtpException failure = new MailerException(outcome);
    ExceptionResults.record(failure, result);
    return failure;
  }

  /**
   * Makes the failure of a caller who does not wait any longer.
   *
   * @param begun whether a connection may have the message
   */
  static SmtpInterruptedException interrupted(Mail message, boolean begun) {
    Thread.currentThread().interrupt();
    var failure =
        new SmtpInterruptedException(
            begun
                ? "The thread was interrupted while the mailer was sending the message"
                : "The thread was interrupted before the message was sent");
    ExceptionResults.record(
        failure, begun ? unknown(message) : SendResult.notSent(message.envelope()));
    return failure;
  }

  private static SendResult unknown(Mail message) {
    return SendResult.of(
        message.envelope().recipients().stream()
            .<RecipientResult>map(RecipientResult.Unknown::new)
            .toList());
  }
}
