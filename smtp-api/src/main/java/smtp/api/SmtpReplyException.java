package smtp.api;

/**
 * The server refused a command, with a 4yz or 5yz reply.
 *
 * <p>The session survives. (A 421 reply is an {@link SmtpServerDisconnectedException}.)
 */
public class SmtpReplyException extends SmtpException {

  private static final long serialVersionUID = 1;

  /** The reply that refused. */
  private final Reply reply;

  /** Makes an exception. */
  public SmtpReplyException(String message, Reply reply) {
    super(message, null, recoveryFrom(reply));
    this.reply = reply;
  }

  /** Returns the reply that refused. */
  public final Reply reply() {
    return reply;
  }
}
