package smtp.core.internal.session;

import smtp.api.Capabilities;
import smtp.api.Extension;

/**
 * How transactions go on a session: by what the caller wants, and by what the server offers and has
 * done so far.
 *
 * @param session whose transactions they are
 * @param state is told when one begins
 * @param flight what they go with
 * @param contents sends contents by DATA
 * @param chunk sends contents by BDAT
 */
record Course(
    Session session, SessionState state, Flight flight, ContentSender contents, SingleChunk chunk) {

  static Course of(Session session, SessionState state, Flight flight) {
    Connection connection = session.connection();
    return new Course(
        session, state, flight, new ContentSender(connection), new SingleChunk(connection));
  }

  Connection connection() {
    return session.connection();
  }

  Dialect dialect() {
    return session.options().dialect();
  }

  SendOptions sending() {
    return session.options().sending();
  }

  Capabilities capabilities() {
    return session.capabilities();
  }

  /** Tells whether commands go out before the replies to those in front of them. */
  boolean pipelining() {
    return capabilities().has(Extension.PIPELINING);
  }

  /**
   * Tells whether the server may still hold an earlier transaction. Where commands are pipelined
   * RSET costs no round trip, and it mends what a server may have kept of the mail before: some
   * deliver under its sender, some break.
   */
  boolean resetFirst() {
    return state.isUnfinished() || (state.mails() > 0 && pipelining());
  }

  /** Tells whether what follows the envelope waits until the envelope is known to be accepted. */
  boolean looksFirst() {
    return !pipelining()
        || sending().allOrNone()
        || state.isMostlyRefused()
        || isDovecotSubmission();
  }

  /**
   * Dovecot's submission service dies of a chunk behind a MAIL that the server behind it refused.
   * What became of the mail would be unknown then. No other server at hand offers BURL (RFC 4468).
   */
  private boolean isDovecotSubmission() {
    return capabilities().has(Extension.CHUNKING) && capabilities().has(Extension.BURL);
  }

  /** Returns how many octets a content may have. */
  long maxSize() {
    return capabilities().maxSize().orElse(Long.MAX_VALUE);
  }
}
