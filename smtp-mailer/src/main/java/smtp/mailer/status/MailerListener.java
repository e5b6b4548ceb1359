package smtp.mailer.status;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import smtp.api.Mail;
import smtp.api.SmtpException;

/**
 * Receives what happens in a mailer: for logs, metrics and alarms.
 *
 * <p>The methods are called one after the other on a virtual thread of the mailer's own, a moment
 * after the event. A method that throws is called again for the next event; the first exception is
 * logged by the logger {@code smtp.mailer}. If a listener is so slow that {@value
 * #MAX_EVENTS_WAITING} events wait, further ones are left out and counted in {@link
 * MailerSnapshot#eventsLeftOut()}.
 */
public interface MailerListener {

  /** How many events may wait for a listener. */
  int MAX_EVENTS_WAITING = 1000;

  /** A listener that does nothing. */
  MailerListener NONE = new MailerListener() {};

  /** Called when a connection was opened. */
  default void onConnected(String server) {}

  /**
   * Called when a connection has ended.
   *
   * @param messages how many messages the server answered on it
   * @param cause why it was lost, or {@code null} if the mailer closed it
   */
  default void onDisconnected(String server, int messages, @Nullable SmtpException cause) {}

  /**
   * Called when a server cannot be used: it could not be reached, or refused the session or the
   * login. Messages go to the next server, or wait.
   *
   * @param cause why
   * @param retryIn when the mailer tries it again
   */
  default void onServerDown(String server, SmtpException cause, Duration retryIn) {}

  /** Called when a server can be used again. */
  default void onServerUp(String server) {}

  /**
   * Called when the mailer changes how it treats a server, because of how it answers.
   *
   * @param what a sentence for a person
   */
  default void onAdapted(String server, String what) {}

  /**
   * Called when a message will be sent again.
   *
   * @param cause why the last attempt failed, or {@code null} if a server deferred some recipients
   * @param retryIn when
   */
  default void onRetry(Mail message, @Nullable SmtpException cause, Duration retryIn) {}

  /** Called with the outcome of each message. */
  default void onOutcome(Mail message, Outcome outcome) {}
}
