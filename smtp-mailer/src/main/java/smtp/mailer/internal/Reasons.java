package smtp.mailer.internal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import smtp.api.SmtpException;

/** Why a message was not sent, if no server and no connection said it. */
final class Reasons {

  private final Duration timeToLive;

  Reasons(Duration timeToLive) {
    this.timeToLive = timeToLive;
  }

  /**
   * Returns why a message was not sent in its time.
   *
   * @param server why its server cannot be used, if it cannot
   */
  SmtpException expired(QueuedMessage message, @Nullable SmtpException server) {
    if (message.lastFailure != null) {
      return message.lastFailure;
    }
    return server != null
        ? server
        : new SmtpException("The message was not sent within its time to live of " + timeToLive);
  }

  static SmtpException closed(@Nullable SmtpException last) {
    return new SmtpException("The mailer was closed before the message was sent", last);
  }

  static SmtpException cancelled() {
    return new SmtpException("The message was cancelled");
  }

  static SmtpException useless() {
    return new SmtpException("The server takes no message over a new connection");
  }
}
