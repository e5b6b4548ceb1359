package smtp.mailer.internal;

/** A connection, as the dispatcher sees it. Guarded by the dispatcher's lock. */
public final class Connection {

  /** The index of its server. */
  final int server;

  /** When it is to be closed because of its age. */
  long oldAt;

  /** When it was used last. */
  long usedAt;

  /** Until when it may rest. */
  long restUntil;

  /** How many messages were taken for it, and how many of them were answered. */
  int taken;

  int answered;

  /** How many messages the current batch has taken, and how many it may still take. */
  int inBatch;

  int room;

  /** How many of the messages that it took have no outcome yet. */
  int underWay;

  /** Whether it will ask for work soon: it was opened, was woken, or has answered all it took. */
  boolean coming;

  /** Whether it was lost during the current batch. */
  boolean hit;

  /** Whether it took no message from the beginning. */
  boolean useless;

  Connection(int server) {
    this.server = server;
  }
}
