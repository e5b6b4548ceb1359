package smtp.bench.crowd;

import smtp.bench.send.Scenario;

/**
 * Callers that share a sender. Each sends a message, waits for its outcome, and sends the next one.
 *
 * @param callers how many there are
 * @param connections how many connections they share
 * @param perSecond how many messages they all send a second; 0 for as many as they can
 * @param largeCallers how many of them send messages of {@link #LARGE} bytes
 * @param server where the server is, and whether it offers CHUNKING
 */
public record Crowd(
    int callers, int connections, int perSecond, int largeCallers, Scenario server) {

  /** The bytes of a large message. */
  public static final int LARGE = 2 * Scenario.MIB;

  static Crowd of(int callers, int connections, Scenario server) {
    return new Crowd(callers, connections, 0, 0, server);
  }

  Crowd perSecond(int messages) {
    return new Crowd(callers, connections, messages, largeCallers, server);
  }

  Crowd largeCallers(int count) {
    return new Crowd(callers, connections, perSecond, count, server);
  }

  @Override
  public String toString() {
    String large = largeCallers == 0 ? "" : ", " + largeCallers + " of them with messages of 2 MiB";
    String pace = perSecond == 0 ? "" : ", " + perSecond + " messages a second";
    return "%,d callers%s%s, %s".formatted(callers, large, pace, circumstances());
  }

  private String circumstances() {
    Scenario all = server.connections(connections);
    return all.circumstances();
  }
}
