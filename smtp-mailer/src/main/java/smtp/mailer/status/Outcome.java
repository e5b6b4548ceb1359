package smtp.mailer.status;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import smtp.api.SendResult;
import smtp.api.SmtpException;

/**
 * What became of a message, in the end: after all attempts.
 *
 * @param result the outcome for each recipient, in the order of the message's envelope
 * @param failure why the last attempt failed, or why there was none; {@code null} if a server
 *     answered for every recipient, and accepted at least one. Its own {@link
 *     SmtpException#result()}, if there is one, is only about the recipients of the last attempt
 * @param attempts how often the message was given to a connection, 0 or more
 * @param elapsed the time from the submission to the outcome
 */
public record Outcome(
    SendResult result, @Nullable SmtpException failure, int attempts, Duration elapsed) {

  /** Makes an outcome. */
  public Outcome {
    Objects.requireNonNull(result, "result");
    Objects.requireNonNull(elapsed, "elapsed");
  }

  /** Returns whether every recipient was accepted. */
  public boolean isComplete() {
    return result.isComplete();
  }
}
