package smtp.mailer.status;

import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import smtp.api.SmtpException;

/**
 * The state of a mailer at one moment. All figures belong together.
 *
 * @param queued how many messages wait for a connection
 * @param underWay how many messages a connection has taken
 * @param retrying how many messages wait for their next attempt
 * @param totals what became of the messages so far
 * @param servers the servers, in the order in which they are preferred
 * @param eventsLeftOut how many events the listener was too slow for
 */
public record MailerSnapshot(
    int queued,
    int underWay,
    int retrying,
    Totals totals,
    List<Server> servers,
    long eventsLeftOut) {

  /** Makes a snapshot. */
  public MailerSnapshot {
    Objects.requireNonNull(totals, "totals");
    servers = List.copyOf(servers);
  }

  /**
   * What became of the messages so far.
   *
   * @param submitted how many messages the mailer has taken
   * @param delivered how many were accepted for every recipient
   * @param undelivered how many were not accepted for a recipient, and unknown for none
   * @param unknown how many are unknown for a recipient
   */
  public record Totals(long submitted, long delivered, long undelivered, long unknown) {}

  /**
   * A server.
   *
   * @param name the client, as it describes itself
   * @param failure why it cannot be used now, or {@code null} if it can
   * @param connections how many connections are open or being opened
   * @param idle how many of them are idle
   * @param window how many messages are sent at once over a connection
   * @param messagesPerConnection how many messages this server was seen to take over a connection,
   *     if it takes fewer than the mailer would send
   * @param rate how many messages a second are sent at most, if there is a limit now
   */
  public record Server(
      String name,
      @Nullable SmtpException failure,
      int connections,
      int idle,
      int window,
      OptionalInt messagesPerConnection,
      OptionalDouble rate) {

    /** Makes a snapshot of a server. */
    public Server {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(messagesPerConnection, "messagesPerConnection");
      Objects.requireNonNull(rate, "rate");
    }

    /** Returns whether the server can be used. */
    public boolean isUp() {
      return failure == null;
    }
  }
}
