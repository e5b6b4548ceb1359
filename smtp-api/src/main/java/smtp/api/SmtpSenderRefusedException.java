package smtp.api;

/** The server refused the MAIL command: nobody gets the mail. */
public class SmtpSenderRefusedException extends SmtpReplyException {

  private static final long serialVersionUID = 1;

  /** Makes an exception. */
  public SmtpSenderRefusedException(String message, Reply reply) {
    super(message, reply);
  }
}
