package smtp.api;

import org.jspecify.annotations.Nullable;

/** Is told what became of each mail of a {@link MailSession#sendAll}. */
@FunctionalInterface
public interface SendListener {

  /**
   * A mail was dealt with. Called once for each mail that was taken from the iterator, in order, on
   * the thread that called {@code sendAll}. What this method throws ends the {@code sendAll} once
   * the replies that are due have been read.
   *
   * @param mail the mail
   * @param result what became of it
   * @param failure why it was not accepted by anybody or why its outcome is unknown, or {@code
   *     null}
   */
  void onResult(Mail mail, SendResult result, @Nullable SmtpException failure);
}
