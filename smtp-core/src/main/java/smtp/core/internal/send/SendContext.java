package smtp.core.internal.send;

import smtp.api.Capabilities;
import smtp.api.Extension;
import smtp.core.internal.connection.Connection;
import smtp.core.internal.options.Dialect;
import smtp.core.internal.options.Options;
import smtp.core.internal.options.SendOption;
import smtp.core.internal.peer.Peer;

/**
 * What the transactions of one session share: the server, what is in flight, and how messages are
 * sent to it.
 */
final class SendContext {

  private final Peer peer;
  private final Flight flight;
  private final ContentSender contents;
  private final SingleChunk chunk;
  private final boolean allOrNone;
  private final boolean retryTooMany;
  private final boolean confirmBeforeEnd;

  SendContext(Peer peer, Flight flight) {
    Options options = peer.options();
    this.peer = peer;
    this.flight = flight;
    this.contents = new ContentSender(peer.connection());
    this.chunk = new SingleChunk(peer.connection());
    this.allOrNone = options.get(SendOption.ALL_OR_NONE);
    this.retryTooMany = options.get(SendOption.RETRY_TOO_MANY);
    this.confirmBeforeEnd = options.get(SendOption.CONFIRM_BEFORE_END);
  }

  Peer peer() {
    return peer;
  }

  Connection connection() {
    return peer.connection();
  }

  Dialect dialect() {
    return peer.dialect();
  }

  Capabilities capabilities() {
    return peer.capabilities();
  }

  Flight flight() {
    return flight;
  }

  /** Returns what sends contents with DATA. */
  ContentSender contents() {
    return contents;
  }

  /** Returns what sends contents in one BDAT chunk. */
  SingleChunk chunk() {
    return chunk;
  }

  boolean allOrNone() {
    return allOrNone;
  }

  boolean retryTooMany() {
    return retryTooMany;
  }

  boolean confirmBeforeEnd() {
    return confirmBeforeEnd;
  }

  /** Returns whether commands are sent before the replies to those before them. */
  boolean pipelining() {
    return capabilities().has(Extension.PIPELINING);
  }

  /**
   * Begins a transaction.
   *
   * @return whether RSET comes first, as the server may keep the rest of an earlier one. Where
   *     commands are pipelined RSET costs no round trip, and it clears what a server may have kept
   *     of the message before: some deliver under its sender, some break.
   */
  boolean beginTransaction() {
    boolean resetFirst =
        peer.state().isUnfinished() || (peer.state().transactions() > 0 && pipelining());
    peer.state().transactionBegins();
    peer.state().contentBegins();
    return resetFirst;
  }

  /** Returns whether what follows the envelope waits until the envelope is known to be accepted. */
  boolean awaitsEnvelope() {
    return !pipelining() || allOrNone || peer.state().isMostlyRefused() || isDovecotSubmission();
  }

  /**
   * Dovecot's submission service crashes on a chunk after a MAIL that the server behind it refused,
   * and the outcome of the message would be unknown. No other server that was tried offers BURL
   * (RFC 4468).
   */
  private boolean isDovecotSubmission() {
    return capabilities().has(Extension.CHUNKING) && capabilities().has(Extension.BURL);
  }

  /** Returns how many bytes a content may have. */
  long maxSize() {
    return capabilities().maxSize().orElse(Long.MAX_VALUE);
  }
}
