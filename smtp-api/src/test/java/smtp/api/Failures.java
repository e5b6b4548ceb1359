package smtp.api;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import smtp.api.SmtpAuthenticationException.Attempt;
import smtp.api.internal.ExceptionResults;

/** Every exception of the API, and what to do about it. */
final class Failures {

  private static final Recovery FIX = Recovery.FIX_FIRST;
  static final Reply LATER = Reply.of(450, "4.2.1 later");
  static final Reply NEVER = Reply.of(550, "5.1.1 never");

  /** An exception, and its recovery if no outcome is unknown. */
  record Failure(SmtpException exception, Recovery recovery) {
    @Override
    public String toString() {
      return exception + " → " + recovery;
    }
  }

  private Failures() {}

  static Stream<Failure> all() {
    IOException cause = new IOException("cause");
    return Stream.of(
        new Failure(new SmtpException("m"), Recovery.RETRY_LATER),
        new Failure(new SmtpException("m", cause), Recovery.RETRY_LATER),
        new Failure(new SmtpConnectException("m", cause), Recovery.RETRY_LATER),
        new Failure(new SmtpConnectException("m", LATER), Recovery.RETRY_LATER),
        new Failure(new SmtpConnectException("m", NEVER), Recovery.FIX_FIRST),
        new Failure(new SmtpReplyException("m", LATER), Recovery.RETRY_LATER),
        new Failure(new SmtpReplyException("m", NEVER), Recovery.FIX_FIRST),
        new Failure(new SmtpReplyException("m", Reply.of(250)), Recovery.FIX_FIRST),
        new Failure(new SmtpHelloException("m", NEVER), Recovery.FIX_FIRST),
        new Failure(new SmtpSenderRefusedException("m", LATER), Recovery.RETRY_LATER),
        new Failure(new SmtpDataException("m", NEVER), Recovery.FIX_FIRST),
        new Failure(refused(NEVER, NEVER), Recovery.FIX_FIRST),
        new Failure(refused(NEVER, LATER), Recovery.RETRY_LATER),
        new Failure(new SmtpRecipientsRefusedException("m"), Recovery.FIX_FIRST),
        new Failure(authentication(), Recovery.FIX_FIRST),
        new Failure(authentication(NEVER), Recovery.FIX_FIRST),
        new Failure(authentication(NEVER, LATER), Recovery.RETRY_LATER),
        new Failure(authentication(LATER, NEVER), Recovery.FIX_FIRST),
        new Failure(authentication(LATER, null), Recovery.FIX_FIRST),
        new Failure(new SmtpNotSupportedException("m", Extension.DSN), Recovery.FIX_FIRST),
        new Failure(new SmtpMessageException("m"), FIX),
        new Failure(new SmtpMessageException("m", cause), FIX),
        new Failure(new SmtpProtocolException("m"), Recovery.RETRY_LATER),
        new Failure(new SmtpProtocolException("m", cause), Recovery.RETRY_LATER),
        new Failure(new SmtpConnectException("m", cause, FIX), FIX),
        new Failure(new SmtpProtocolException("m", cause, FIX), FIX),
        new Failure(new SmtpServerDisconnectedException("m", cause, FIX), FIX),
        new Failure(new SmtpTransportException("m", cause), Recovery.RETRY_LATER),
        new Failure(new SmtpServerDisconnectedException("m", cause), Recovery.RETRY_LATER),
        new Failure(
            new SmtpServerDisconnectedException("m", Reply.of(421, "bye")), Recovery.RETRY_LATER),
        new Failure(new SmtpTimeoutException("m", Phase.RCPT), Recovery.RETRY_LATER),
        new Failure(new SmtpTlsException("m", cause), Recovery.FIX_FIRST),
        new Failure(new SmtpInterruptedException("m"), Recovery.RETRY_LATER),
        new Failure(new SmtpOutcomeUnknownException("m", cause), Recovery.MAY_HAVE_BEEN_DELIVERED));
  }

  static SmtpAuthenticationException authentication(Reply... refusals) {
    List<Attempt> attempts =
        Stream.of(refusals).map(refusal -> new Attempt("PLAIN", "why", refusal)).toList();
    return new SmtpAuthenticationException("m", attempts, null);
  }

  static SmtpRecipientsRefusedException refused(Reply... replies) {
    var exception = new SmtpRecipientsRefusedException("m");
    Recipient recipient = Recipient.of("bob@example.org");
    ExceptionResults.record(
        exception,
        SendResult.of(
            Stream.of(replies)
                .<RecipientResult>map(reply -> new RecipientResult.Refused(recipient, reply))
                .toList()));
    return exception;
  }
}
