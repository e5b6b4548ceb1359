package smtp.api;

/**
 * The server refused every recipient, or refused one and the client was built with {@code
 * allOrNone()}: no recipient gets the message.
 *
 * <p>{@link #result()} has the reply for each recipient. The session survives.
 */
public class SmtpRecipientsRefusedException extends SmtpException {

  private static final long serialVersionUID = 1;

  /** Makes an exception. */
  public SmtpRecipientsRefusedException(String message) {
    super(message, null, Recovery.FIX_FIRST);
  }
}
