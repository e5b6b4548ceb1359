package smtp.bench.send;

/**
 * A case to measure.
 *
 * @param size octets of a mail's content
 * @param recipients how many a mail has
 * @param connections how many send at a time
 * @param far whether the server is 50 ms of round trip away
 * @param chunking whether the server offers CHUNKING
 * @param lmtp whether the server speaks LMTP
 */
public record Scenario(
    int size, int recipients, int connections, boolean far, boolean chunking, boolean lmtp) {

  public static final int KIB = 1024;
  public static final int MIB = 1024 * 1024;

  /** One recipient, one connection, a server that is near and takes DATA. */
  public static Scenario of(int size) {
    return new Scenario(size, 1, 1, false, false, false);
  }

  public Scenario recipients(int count) {
    return new Scenario(size, count, connections, far, chunking, lmtp);
  }

  public Scenario connections(int count) {
    return new Scenario(size, recipients, count, far, chunking, lmtp);
  }

  public Scenario farAway() {
    return new Scenario(size, recipients, connections, true, chunking, lmtp);
  }

  Scenario near() {
    return new Scenario(size, recipients, connections, false, chunking, lmtp);
  }

  public Scenario byChunking() {
    return new Scenario(size, recipients, connections, far, true, lmtp);
  }

  public Scenario byLmtp() {
    return new Scenario(size, recipients, connections, far, chunking, true);
  }

  /** Tells whether client and server share one processor, so that the other work adds up. */
  boolean pinned() {
    return connections == 1 && !far;
  }

  /** Returns the size in words. */
  public String sizeText() {
    return size % MIB == 0 ? size / MIB + " MiB" : size / KIB + " KiB";
  }

  /** Returns all but the size in words. */
  public String circumstances() {
    return "%s, %s, %s, %s%s"
        .formatted(
            counted(recipients, "recipient"),
            counted(connections, "connection"),
            far ? SinkProcess.ROUND_TRIP.toMillis() + " ms away" : "near",
            chunking ? "CHUNKING" : "DATA",
            lmtp ? ", LMTP" : "");
  }

  private static String counted(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  @Override
  public String toString() {
    return sizeText() + ", " + circumstances();
  }
}
