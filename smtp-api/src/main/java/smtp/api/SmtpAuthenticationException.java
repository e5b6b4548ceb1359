package smtp.api;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The server did not accept the credentials, or no mechanism could be used. The session survives,
 * unauthenticated. Neither the message nor a reply holds a secret.
 */
public class SmtpAuthenticationException extends SmtpException {

  private static final long serialVersionUID = 1;

  /**
   * One mechanism that was tried.
   *
   * @param mechanism its name
   * @param reason why it did not work
   * @param refusal the server's reply, or {@code null} if the client gave up
   */
  public record Attempt(String mechanism, String reason, @Nullable Reply refusal)
      implements Serializable {

    /** Returns the server's reply, or empty if the client gave up. */
    public Optional<Reply> reply() {
      return Optional.ofNullable(refusal);
    }
  }

  /** What was tried, in order. */
  @SuppressWarnings("serial") // made by List.copyOf, whose lists are serializable
  private final List<Attempt> attempts;

  /** Makes an exception. */
  public SmtpAuthenticationException(
      String message, List<Attempt> attempts, @Nullable Throwable cause) {
    super(message, cause);
    this.attempts = List.copyOf(attempts);
  }

  /** Returns the mechanisms that were tried, in order; none if none could be used. */
  public final List<Attempt> attempts() {
    return attempts;
  }

  /** Returns {@link Recovery#RETRY_LATER} if the last answer was a transient one. */
  @Override
  protected Recovery recoveryOfCause() {
    return attempts.isEmpty()
        ? Recovery.FIX_FIRST
        : attempts
            .get(attempts.size() - 1)
            .reply()
            .map(SmtpException::recoveryFrom)
            .orElse(Recovery.FIX_FIRST);
  }
}
