package smtp.api;

/**
 * The server refused EHLO (and HELO, if the client fell back to it), or LHLO.
 *
 * <p>A session that is being opened is closed; any other survives.
 */
public class SmtpHelloException extends SmtpReplyException {

  private static final long serialVersionUID = 1;

  /** Makes an exception. */
  public SmtpHelloException(String message, Reply reply) {
    super(message, reply);
  }
}
