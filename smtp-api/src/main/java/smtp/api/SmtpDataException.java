package smtp.api;

/**
 * The server refused DATA or the content: no recipient gets the message.
 *
 * <p>The session survives, unless the server refused in the middle of the content, or refused a
 * chunk (RFC 3030) for its size or as a command: it may not have read it then.
 */
public class SmtpDataException extends SmtpReplyException {

  private static final long serialVersionUID = 1;

  /** Makes an exception. */
  public SmtpDataException(String message, Reply reply) {
    super(message, reply);
  }

  /** Recipients to whom nothing was sent were in another transaction, which may succeed later. */
  @Override
  protected Recovery recoveryOfCause() {
    boolean unsent = result().filter(result -> !result.notSent().isEmpty()).isPresent();
    return unsent ? Recovery.RETRY_LATER : super.recoveryOfCause();
  }
}
