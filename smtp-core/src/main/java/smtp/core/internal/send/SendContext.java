package smtp.core.internal.send;

import smtp.api.Capabilities;
import smtp.api.Extension;
import smtp.core.internal.connection.Connection;
import smtp.core.internal.options.Dialect;
import smtp.core.internal.options.Options;
import smtp.core.internal.options.SendOption;
import smtp.core.internal.peer.Peer;

/**
 * What the transactions of one session share: the server, what is in flight, and the options for
 * sending.
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

  /** Returns the sender of content with DATA. */
  ContentSender contents() {
    return contents;
  }

  /** Returns the sender of content in one BDAT chunk. */
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

  /** Returns whether commands are sent before the replies to earlier ones were read. */
  boolean pipelining() {
    return capabilities().has(Extension.PIPELINING);
  }

  /** Returns whether the next message may be sent before this one's content was answered. */
  boolean allowsCommandsAfterContent() {
    return pipelining() && peer.quirks().allowsCommandsAfterContent();
  }

  /**
   * Begins a transaction.
   *
   * @return whether RSET comes first. It is needed after an unfinished transaction. With pipelining
   *     it is sent before every later message, because it costs no round trip and some servers keep
   *     state of the message before: they use its sender, or fail.
   */
  boolean beginTransaction() {
    boolean resetFirst =
        peer.state().isUnfinished() || (peer.state().transactions() > 0 && pipelining());
    peer.state().transactionBegins();
    peer.state().contentBegins();
    return resetFirst;
  }

  /** Returns whether content is sent only after its envelope was accepted. */
  boolean awaitsEnvelope() {
    return !pipelining() || allOrNone || peer.state().isMostlyRefused() || isDovecotSubmission();
  }

  /**
   * Dovecot's submission service crashes on a chunk after a MAIL that its relay server refused, and
   * the outcome of the message would be unknown. It is recognized by BURL (RFC 4468), which no
   * other server that was tested offers.
   */
  private boolean isDovecotSubmission() {
    return capabilities().has(Extension.CHUNKING) && capabilities().has(Extension.BURL);
  }

  /** Returns how many bytes the server accepts in one message. */
  long maxSize() {
    return capabilities().maxSize().orElse(Long.MAX_VALUE);
  }
}
