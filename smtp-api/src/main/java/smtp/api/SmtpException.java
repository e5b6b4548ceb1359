package smtp.api;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import smtp.api.internal.ExceptionResults;
import smtp.api.internal.PrintableText;

/**
 * A command or a send failed because of the server, the network, or the caller's content.
 *
 * <p>The subclass says what happened, {@link #recovery()} what to do about it, and {@link
 * #result()}, after a send, the outcome for each recipient. {@link MailSession#isOpen()} says
 * whether the session survived.
 *
 * <p>The message of an exception that a client or a session throws begins with the server, as in
 * {@code mail.example.org:587: The server refused RSET: 500 no}, or with the path of its Unix
 * socket. Messages may quote the server, are one printable line, and never hold a secret.
 *
 * <p>Mistakes in the use of the library are {@link IllegalArgumentException} and {@link
 * IllegalStateException} instead.
 */
public class SmtpException extends IOException {

  private static final long serialVersionUID = 1;

  static {
    ExceptionResults.recorder(new EngineAccess());
  }

  /** What to do about it, whoever the recipients are. */
  private final Recovery recovery;

  /** The outcome for each recipient, if this ended a send. */
  private @Nullable SendResult result;

  /** The host and port of the server, or the path of its Unix socket. */
  private @Nullable String server;

  /** Makes an exception with {@link Recovery#RETRY_LATER}. */
  public SmtpException(String message) {
    this(message, null);
  }

  /** Makes an exception with {@link Recovery#RETRY_LATER}. */
  public SmtpException(String message, @Nullable Throwable cause) {
    this(message, cause, Recovery.RETRY_LATER);
  }

  /**
   * Makes an exception.
   *
   * @param recovery what to do, unless the result of a send says otherwise
   */
  public SmtpException(String message, @Nullable Throwable cause, Recovery recovery) {
    super(PrintableText.escape(Objects.requireNonNull(message, "message")), cause);
    this.recovery = Objects.requireNonNull(recovery, "recovery");
  }

  /**
   * Makes an exception that ends a send, for tests and for other implementations of a session, with
   * {@link Recovery#RETRY_LATER}.
   *
   * @param result the outcome for each recipient
   */
  public SmtpException(String message, @Nullable Throwable cause, SendResult result) {
    this(message, cause, Recovery.RETRY_LATER, result);
  }

  /**
   * Makes an exception that ends a send, for other implementations of a session.
   *
   * @param recovery what to do, unless the result says otherwise
   * @param result the outcome for each recipient
   */
  public SmtpException(
      String message, @Nullable Throwable cause, Recovery recovery, SendResult result) {
    this(message, cause, recovery);
    this.result = Objects.requireNonNull(result, "result");
  }

  /**
   * Returns the outcome of a send for each recipient.
   *
   * @return the result: present on every exception that {@code send} throws, empty on those of
   *     other methods
   */
  public final Optional<SendResult> result() {
    return Optional.ofNullable(result);
  }

  /** Returns what happened, with which server, and what to do about it. */
  @Override
  public String getMessage() {
    return server == null ? text() : server + ": " + text();
  }

  private String text() {
    // No constructor takes null.
    return String.valueOf(super.getMessage());
  }

  /** What the engine may do with an exception that exists. */
  private static final class EngineAccess implements ExceptionResults.Recorder {

    @Override
    public void record(SmtpException exception, SendResult result) {
      if (exception.result != null) {
        throw new IllegalStateException("The result is recorded already");
      }
      exception.result = result;
    }

    @Override
    public void record(SmtpException exception, String server) {
      if (exception.server == null) {
        exception.server = server;
      }
    }

    @Override
    public String text(SmtpException exception) {
      return exception.text();
    }
  }

  /**
   * Returns what to do about the failure. After a send, this is about all its recipients, so that
   * nobody is given up because of what the server said of another.
   *
   * @return {@link Recovery#MAY_HAVE_BEEN_DELIVERED} if the outcome of a recipient is unknown,
   *     otherwise {@link Recovery#RETRY_LATER} if a recipient was refused with a 4yz reply,
   *     otherwise what follows from the failure itself
   */
  public final Recovery recovery() {
    if (result != null && !result.unknown().isEmpty()) {
      return Recovery.MAY_HAVE_BEEN_DELIVERED;
    }
    return result != null && result.isDeferred() ? Recovery.RETRY_LATER : recoveryOfCause();
  }

  /**
   * Returns what to do about the failure if no recipient's outcome is unknown, and none was refused
   * with a 4yz reply.
   */
  protected Recovery recoveryOfCause() {
    return recovery;
  }

  static Recovery recoveryFrom(Reply reply) {
    return Objects.requireNonNull(reply, "reply").isTransient()
        ? Recovery.RETRY_LATER
        : Recovery.FIX_FIRST;
  }
}
