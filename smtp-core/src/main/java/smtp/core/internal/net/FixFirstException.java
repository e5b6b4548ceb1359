package smtp.core.internal.net;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Connecting failed, and will fail until somebody changes something. */
public final class FixFirstException extends IOException {

  private static final long serialVersionUID = 1;

  public FixFirstException(String message) {
    this(message, null);
  }

  public FixFirstException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
