package smtp.api;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import smtp.api.internal.ExceptionResults;

/**
 * Something that the server or the network did, or the caller's content, kept a command or a send
 * from succeeding. Mistakes in the use of the library are {@link IllegalArgumentException} and
 * {@link IllegalStateException} instead.
 *
 * <p>{@link MailSession#isOpen()} tells whether the session survives.
 */
public class SmtpException extends IOException {

  private static final long serialVersionUID = 1;

  static {
    ExceptionResults.recorder(SmtpException::record);
  }

  /** What became of the mail, if this ended a send. */
  private @Nullable SendResult result;

  /** Makes an exception. */
  public SmtpException(String message) {
    super(message);
  }

  /** Makes an exception with a cause. */
  public SmtpException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * Makes an exception that ends a send, as a fake client in a test may need it.
   *
   * @param result the outcome for each recipient
   */
  public SmtpException(String message, @Nullable Throwable cause, SendResult result) {
    super(message, cause);
    this.result = result;
  }

  /**
   * Returns what became of the mail for each recipient: present on every exception that {@code
   * send} throws, empty on those of single commands.
   */
  public final Optional<SendResult> result() {
    return Optional.ofNullable(result);
  }

  private void record(SendResult sendResult) {
    if (result != null) {
      throw new IllegalStateException("The result is recorded already");
    }
    this.result = sendResult;
  }

  /** Returns what to do about it. */
  public final Recovery recovery() {
    boolean unknown = result != null && !result.unknown().isEmpty();
    return unknown ? Recovery.MAY_HAVE_BEEN_DELIVERED : recoveryOfCause();
  }

  /** Returns what to do about it, given that no recipient's outcome is unknown. */
  protected Recovery recoveryOfCause() {
    return Recovery.RETRY_LATER;
  }

  static Recovery recoveryFrom(Reply reply) {
    return reply.isTransient() ? Recovery.RETRY_LATER : Recovery.FIX_FIRST;
  }
}
