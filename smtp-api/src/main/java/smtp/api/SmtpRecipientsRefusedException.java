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
    super(message);
  }

  /** Returns {@link Recovery#RETRY_LATER} if a recipient was refused with a 4yz reply. */
  @Override
  protected Recovery recoveryOfCause() {
    boolean later =
        result().stream()
            .flatMap(result -> result.refused().stream())
            .anyMatch(refused -> refused.reply().isTransient());
    return later ? Recovery.RETRY_LATER : Recovery.FIX_FIRST;
  }
}
