package smtp.api;

import org.jspecify.annotations.Nullable;

/**
 * The message itself cannot be sent: its content could not be read, has another size than it
 * announced, or its envelope does not fit into commands.
 *
 * <p>The server has nothing to do with it: the same message fails with every server, and other
 * messages do not. The session is closed if a part of the content was sent, otherwise it survives.
 */
public class SmtpMessageException extends SmtpException {

  private static final long serialVersionUID = 1;

  /** Makes an exception. */
  public SmtpMessageException(String message) {
    super(message, null, Recovery.FIX_FIRST);
  }

  /** Makes an exception with a cause, such as what the content threw. */
  public SmtpMessageException(String message, @Nullable Throwable cause) {
    super(message, cause, Recovery.FIX_FIRST);
  }
}
