package smtp.api;

/**
 * The server refused the sender, in its reply to MAIL: no recipient gets the message.
 *
 * <p>The session survives.
 */
public class SmtpSenderRefusedException extends SmtpReplyException {

  private static final long serialVersionUID = 1;

  /** Makes an exception. */
  public SmtpSenderRefusedException(String message, Reply reply) {
    super(message, reply);
  }
}
