package smtp.api;

/** The server refused a command. The session survives, unless the reply was 421. */
public class SmtpReplyException extends SmtpException {

  private static final long serialVersionUID = 1;

  /** The reply that refused. */
  private final Reply reply;

  /** Makes an exception. */
  public SmtpReplyException(String message, Reply reply) {
    super(message);
    this.reply = reply;
  }

  /** Returns the reply that refused. */
  public final Reply reply() {
    return reply;
  }

  @Override
  protected Recovery recoveryOfCause() {
    return recoveryFrom(reply);
  }
}
