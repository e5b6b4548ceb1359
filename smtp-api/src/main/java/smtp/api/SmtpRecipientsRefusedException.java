package smtp.api;

/**
 * The server refused every recipient, or one of them where all or none was asked for. {@link
 * #result()} has each one's reply. The session survives.
 */
public class SmtpRecipientsRefusedException extends SmtpException {

  private static final long serialVersionUID = 1;

  /** Makes an exception. */
  public SmtpRecipientsRefusedException(String message) {
    super(message);
  }

  /** Returns {@link Recovery#RETRY_LATER} if a recipient was refused for now only. */
  @Override
  protected Recovery recoveryOfCause() {
    boolean later =
        result().stream()
            .flatMap(result -> result.refused().stream())
            .anyMatch(refused -> refused.reply().isTransient());
    return later ? Recovery.RETRY_LATER : Recovery.FIX_FIRST;
  }
}
