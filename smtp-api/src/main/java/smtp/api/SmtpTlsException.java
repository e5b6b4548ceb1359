package smtp.api;

import org.jspecify.annotations.Nullable;

/**
 * TLS did not come about: the handshake failed, or the certificate is not one to trust. The message
 * says what is wrong and what to do.
 */
public class SmtpTlsException extends SmtpTransportException {

  private static final long serialVersionUID = 1;

  /** Makes an exception. */
  public SmtpTlsException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  protected Recovery recoveryOfCause() {
    return Recovery.CORRECT_FIRST;
  }
}
