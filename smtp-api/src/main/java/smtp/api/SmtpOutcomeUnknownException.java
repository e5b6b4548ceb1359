package smtp.api;

/**
 * The end of the data was sent and no reply came: the mail may have been delivered or not (RFC
 * 1047). {@link #result()} says for whom. The cause says what happened to the connection.
 */
public class SmtpOutcomeUnknownException extends SmtpTransportException {

  private static final long serialVersionUID = 1;

  /** Makes an exception. */
  public SmtpOutcomeUnknownException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  protected Recovery recoveryOfCause() {
    return Recovery.MAY_HAVE_BEEN_DELIVERED;
  }
}
