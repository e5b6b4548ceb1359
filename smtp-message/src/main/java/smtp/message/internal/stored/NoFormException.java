package smtp.message.internal.stored;

import java.io.IOException;

/** A message does not have a form, for a reason that {@link #getMessage()} gives as a clause. */
final class NoFormException extends IOException {

  private static final long serialVersionUID = 1;

  NoFormException(String reason) {
    super(reason);
  }
}
