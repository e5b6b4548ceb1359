package smtp.bench.send;

/**
 * A case to measure.
 *
 * @param size the bytes of a message's content
 * @param recipients the number of recipients of a message
 * @param connections the number of connections that send at a time
 * @param far whether the server is 50 ms of round trip away
 * @param chunking whether the server offers CHUNKING
 * @param lmtp whether the server speaks LMTP
 */
public record Scenario(
    int size, int recipients, int connections, boolean far, boolean chunking, boolean lmtp) {

  public static final int KIB = 1024;
  public static final int MIB = 1024 * 1024;

  /** Returns a scenario with one recipient, one connection and a near server, with DATA. */
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

  /** Returns whether client and server share one processor, so that their times add up. */
  boolean pinned() {
    return connections == 1 && !far;
  }

  /** Returns the size as text. */
  public String sizeText() {
    return size % MIB == 0 ? size / MIB + " MiB" : size / KIB + " KiB";
  }

  /** Returns everything except the size as text. */
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
