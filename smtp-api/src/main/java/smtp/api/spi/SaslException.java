package smtp.api.spi;

import org.jspecify.annotations.Nullable;

/** A SASL mechanism gives up. The message never holds a secret. */
public class SaslException extends Exception {

  private static final long serialVersionUID = 1;

  /** Makes an exception. */
  public SaslException(String message) {
    super(message);
  }

  /** Makes an exception with a cause. */
  public SaslException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
