package smtp.api;

import org.jspecify.annotations.Nullable;

/** The connection is gone. */
public class SmtpTransportException extends SmtpException {

  private static final long serialVersionUID = 1;

  /** Makes an exception. */
  public SmtpTransportException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
