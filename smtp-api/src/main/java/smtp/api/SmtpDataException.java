package smtp.api;

/** The server refused DATA, or the content after it: nobody gets the mail. */
public class SmtpDataException extends SmtpReplyException {

  private static final long serialVersionUID = 1;

  /** Makes an exception. */
  public SmtpDataException(String message, Reply reply) {
    super(message, reply);
  }
}
