package smtp.core.internal.session;

/**
 * How a transaction goes, by what the server offers and has done so far.
 *
 * @param connection what it goes over
 * @param flight what it goes with
 * @param state is told when it begins
 * @param dialect SMTP or LMTP
 * @param sending what the caller wants
 * @param pipelining whether commands go out before the replies to those in front of them
 * @param resetFirst whether the server may still hold an earlier transaction
 * @param cautious whether the content is not sent on the chance that the envelope is accepted
 * @param offersSize whether the server wants to be told sizes
 * @param maxSize the largest content that the server takes
 */
record Course(
    Connection connection,
    Flight flight,
    SessionState state,
    Dialect dialect,
    SendOptions sending,
    boolean pipelining,
    boolean resetFirst,
    boolean cautious,
    boolean offersSize,
    long maxSize) {

  boolean allOrNone() {
    return sending.allOrNone();
  }

  /** Tells whether what follows the envelope waits until the envelope is known to be accepted. */
  boolean looksFirst() {
    return !pipelining || sending.allOrNone() || cautious;
  }
}
