package smtp.api;

import java.util.Objects;

/**
 * The server does not offer an extension that the call needs, or the call would exceed a limit that
 * the server announced.
 *
 * <p>Nothing that depends on the extension was sent, and the session survives. One case is
 * different: a content of unknown size that turns out to be larger than the server takes is given
 * up in the middle, which closes the session.
 */
public class SmtpNotSupportedException extends SmtpException {

  private static final long serialVersionUID = 1;

  /** The extension that is missing. */
  private final Extension extension;

  /** Makes an exception. */
  public SmtpNotSupportedException(String message, Extension extension) {
    super(message, null, Recovery.FIX_FIRST);
    this.extension = Objects.requireNonNull(extension, "extension");
  }

  /** Returns the extension that is missing; {@link Extension#LIMITS} if a limit is reached. */
  public final Extension extension() {
    return extension;
  }
}
