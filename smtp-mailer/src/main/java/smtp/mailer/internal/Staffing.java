package smtp.mailer.internal;

/**
 * How many connections there are: as many as the waiting messages can use, within the limits.
 * Guarded by the dispatcher's lock.
 */
final class Staffing {

  private final Settings settings;
  private final Surroundings around;
  private final Backlog backlog;
  private final Routing routing;

  Staffing(Settings settings, Surroundings around, Backlog backlog, Routing routing) {
    this.settings = settings;
    this.around = around;
    this.backlog = backlog;
    this.routing = routing;
  }

  /**
   * Wakes and opens connections after a change.
   *
   * @param over whether there is nothing more to send: those that rest are to end
   */
  void arrange(boolean over, long now) {
    for (Server server : routing.servers()) {
      while (over && server.resting() > 0) {
        around.wake(server.wakeOne());
      }
      staff(server, now);
    }
  }

  /** Wakes or starts as many workers as there is work for. */
  private void staff(Server server, long now) {
    if (!server.isUp()) {
      tryAgain(server, now);
      return;
    }
    int wanted = wanted(server);
    while (server.coming() < wanted && server.resting() > 0) {
      around.wake(server.wakeOne());
    }
    while (server.coming() < wanted && server.hasRoom(now)) {
      open(server);
    }
  }

  /** Returns how many connections the queued messages could use. */
  private int wanted(Server server) {
    if (!routing.isMixed()) {
      return server.equals(routing.firstUp())
          ? Math.min(backlog.queued(), settings.connections())
          : 0;
    }
    return backlog.count(
        message -> server.equals(routing.serverFor(message)), settings.connections());
  }

  private void tryAgain(Server server, long now) {
    boolean due = now >= server.retryAt() && server.connections().isEmpty();
    if (due && backlog.count(message -> message.suits(server.index), 1) > 0) {
      open(server);
    }
  }

  private void open(Server server) {
    Connection connection = new Connection(server.index);
    server.opening(connection);
    around.start(connection, server.client);
  }
}
