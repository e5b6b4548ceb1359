package smtp.core.internal.options;

import smtp.api.SmtpException;
import smtp.api.internal.ExceptionResults;

/**
 * The server of a connection, as messages call it.
 *
 * @param name its host and port, or the path of its Unix socket
 * @param dialect names the command that begins a session
 */
public record Server(String name, Dialect dialect) {

  /**
   * Names the server in a failure that is about to leave the library. This is the one place that
   * does: whoever makes a failure leaves the server out of its message.
   *
   * @return the same failure
   */
  public <E extends SmtpException> E named(E failure) {
    ExceptionResults.record(failure, name);
    return failure;
  }
}
