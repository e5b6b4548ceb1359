package smtp.api;

/**
 * The server refused DATA or the content: no recipient gets the message.
 *
 * <p>The session survives, unless the server refused in the middle of the content.
 */
public class SmtpDataException extends SmtpReplyException {

  private static final long serialVersionUID = 1;

  /** Makes an exception. */
  public SmtpDataException(String message, Reply reply) {
    super(message, reply);
  }
}
