package smtp.api.spi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import smtp.api.internal.PrintableText;

/**
 * A SASL mechanism cannot continue its exchange.
 *
 * <p>The message is shown to the user and written to logs, so it never holds a secret. It is one
 * line: what is not printable is escaped.
 */
public class SaslException extends Exception {

  private static final long serialVersionUID = 1;

  /** Whether the mechanism does not suit this server, whatever the credentials are. */
  private final boolean unsuitable;

  /**
   * Makes an exception.
   *
   * @param message why, in words that a person can act on; without a secret
   */
  public SaslException(String message) {
    this(message, null);
  }

  /**
   * Makes an exception with a cause.
   *
   * @param message why, in words that a person can act on; without a secret
   */
  public SaslException(String message, @Nullable Throwable cause) {
    this(message, cause, false);
  }

  private SaslException(String message, @Nullable Throwable cause, boolean unsuitable) {
    super(PrintableText.escape(Objects.requireNonNull(message, "message")), cause);
    this.unsuitable = unsuitable;
  }

  /**
   * Makes an exception for a mechanism that does not suit this server, where the server has not
   * checked the credentials yet. The session may then try another mechanism, if that one reveals no
   * more of the secret.
   */
  public static SaslException unsuitable(String message) {
    return new SaslException(message, null, true);
  }

  /** Returns whether the mechanism does not suit this server, whatever the credentials are. */
  public final boolean isUnsuitable() {
    return unsuitable;
  }
}
