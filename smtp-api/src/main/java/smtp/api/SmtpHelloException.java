package smtp.api;

/** The server refused EHLO and HELO, or LHLO. */
public class SmtpHelloException extends SmtpReplyException {

  private static final long serialVersionUID = 1;

  /** Makes an exception. */
  public SmtpHelloException(String message, Reply reply) {
    super(message, reply);
  }
}
