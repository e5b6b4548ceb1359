package smtp.api.spi;

import org.jspecify.annotations.Nullable;

/** A SASL mechanism gives up. The message never holds a secret. */
public class SaslException extends Exception {

  private static final long serialVersionUID = 1;

  /** Whether it is the mechanism that does not suit, whatever the credentials are. */
  private final boolean unsuitable;

  /** Makes an exception. */
  public SaslException(String message) {
    this(message, null);
  }

  /** Makes an exception with a cause. */
  public SaslException(String message, @Nullable Throwable cause) {
    this(message, cause, false);
  }

  private SaslException(String message, @Nullable Throwable cause, boolean unsuitable) {
    super(message, cause);
    this.unsuitable = unsuitable;
  }

  /**
   * Returns an exception of a mechanism that does not suit this server, before the credentials were
   * judged: another one that shows no more of the secret may be tried.
   */
  public static SaslException unsuitable(String message) {
    return new SaslException(message, null, true);
  }

  /** Tells whether the mechanism does not suit this server, whatever the credentials are. */
  public final boolean isUnsuitable() {
    return unsuitable;
  }
}
