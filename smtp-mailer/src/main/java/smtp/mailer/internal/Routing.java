package smtp.mailer.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import smtp.api.SmtpException;
import smtp.mailer.status.MailerSnapshot;

/**
 * Which server a message goes to: the first that can be used and can take it. Guarded by the
 * dispatcher's lock, and asked several times for each message: so it has loops, not streams.
 */
final class Routing {

  private final List<Server> servers = new ArrayList<>();

  /** Whether messages may differ in which servers can take them. */
  private boolean mixed;

  Routing(Settings settings, long now) {
    for (int i = 0; i < settings.clients().size(); i++) {
      servers.add(new Server(i, settings.clients().get(i), settings, now));
    }
  }

  /** Returns the server of a connection. */
  Server server(Connection connection) {
    return servers.get(connection.server);
  }

  List<Server> servers() {
    return servers;
  }

  /** Returns the server for a message, or {@code null} if none can be used now. */
  @Nullable Server serverFor(QueuedMessage message) {
    for (Server server : servers) {
      if (server.isUp() && message.suits(server.index)) {
        return server;
      }
    }
    return null;
  }

  /** Notes that a server cannot take a message. */
  void unsuitable(Server server, QueuedMessage message) {
    message.unsuitable |= 1L << server.index;
    mixed = true;
  }

  boolean isMixed() {
    return mixed;
  }

  /** Returns the first server that can be used, or {@code null}. */
  @Nullable Server firstUp() {
    for (Server server : servers) {
      if (server.isUp()) {
        return server;
      }
    }
    return null;
  }

  /** Returns the servers that can take a message, whether they can be used now or not. */
  List<Server> suitable(QueuedMessage message) {
    return servers.stream().filter(server -> message.suits(server.index)).toList();
  }

  /** Returns why a message cannot be sent: the failure of the first server that can take it. */
  @Nullable SmtpException failure(QueuedMessage message) {
    return suitable(message).stream().findFirst().map(Server::failure).orElse(null);
  }

  /** Returns whether no server can be used before somebody corrects the configuration. */
  boolean isMisconfigured(long now) {
    for (Server server : servers) {
      if (!server.isMisconfigured() || now >= server.retryAt()) {
        return false;
      }
    }
    return true;
  }

  /** Returns when the next server is tried again, of those that can take a queued message. */
  long nextRetry(Backlog backlog) {
    long next = Surroundings.NEVER;
    for (Server server : servers) {
      if (!server.isUp()
          && server.connections().isEmpty()
          && backlog.count(message -> message.suits(server.index), 1) > 0) {
        next = Math.min(next, server.retryAt());
      }
    }
    return next;
  }

  List<MailerSnapshot.Server> snapshot(long now) {
    return servers.stream().map(server -> server.snapshot(now)).toList();
  }
}
