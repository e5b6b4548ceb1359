package smtp.mailer;

import java.util.concurrent.RejectedExecutionException;

/**
 * A mailer has no room for another message, and was built to {@linkplain Overflow#REJECT reject}
 * it. Nothing was sent.
 */
public final class MailerFullException extends RejectedExecutionException {

  private static final long serialVersionUID = 1;

  MailerFullException(int capacity) {
    super(
        "The mailer has %d messages and no room for another: submit it later, or set a larger capacity"
            .formatted(capacity));
  }
}
