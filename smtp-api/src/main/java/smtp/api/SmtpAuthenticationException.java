package smtp.api;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import smtp.api.internal.PrintableText;

/**
 * The server refused the credentials, or no mechanism could be used.
 *
 * <p>The session survives, unauthenticated. Neither the message nor a reply holds a secret.
 */
public class SmtpAuthenticationException extends SmtpException {

  private static final long serialVersionUID = 1;

  /**
   * One mechanism that was tried, and why it failed.
   *
   * @param mechanism the SASL name of the mechanism
   * @param reason why it failed, for a person to read: one printable line
   * @param refusal the server's reply, or {@code null} if the client gave up
   */
  public record Attempt(String mechanism, String reason, @Nullable Reply refusal)
      implements Serializable {

    /** Makes an attempt. */
    public Attempt {
      mechanism = PrintableText.escape(Objects.requireNonNull(mechanism, "mechanism"));
      reason = PrintableText.escape(Objects.requireNonNull(reason, "reason"));
    }

    /** Returns the server's reply, or empty if the client gave up. */
    public Optional<Reply> reply() {
      return Optional.ofNullable(refusal);
    }
  }

  /** The mechanisms that were tried, in order. */
  @SuppressWarnings("serial") // made by List.copyOf, whose lists are serializable
  private final List<Attempt> attempts;

  /**
   * Makes an exception, with {@link Recovery#RETRY_LATER} if the last attempt ended with a 4yz
   * reply.
   *
   * @param attempts the mechanisms that were tried, in order; copied
   */
  public SmtpAuthenticationException(
      String message, List<Attempt> attempts, @Nullable Throwable cause) {
    super(message, cause, recoveryFrom(attempts));
    this.attempts = List.copyOf(attempts);
  }

  /** Returns the mechanisms that were tried, in order; none if none could be used. */
  public final List<Attempt> attempts() {
    return attempts;
  }

  private static Recovery recoveryFrom(List<Attempt> attempts) {
    return Objects.requireNonNull(attempts, "attempts").isEmpty()
        ? Recovery.FIX_FIRST
        : attempts.getLast().reply().map(SmtpException::recoveryFrom).orElse(Recovery.FIX_FIRST);
  }
}
