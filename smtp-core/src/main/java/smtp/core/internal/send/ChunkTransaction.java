package smtp.core.internal.send;

import java.util.List;
import org.jspecify.annotations.Nullable;
import smtp.api.Recipient;
import smtp.api.Reply;
import smtp.api.SmtpDataException;
import smtp.api.SmtpException;
import smtp.core.internal.connection.Failure;
import smtp.core.internal.connection.Item;

/** A transaction whose content is sent with BDAT, in one chunk (RFC 3030). */
class ChunkTransaction extends Transaction implements SingleChunk.Check {

  /** Content with more bytes than this is sent only after its envelope was accepted. */
  private static final long AWAIT_ENVELOPE_ABOVE = 1 << 20;

  private @Nullable Reply chunkRefusal;

  /** The position of the content on the connection. */
  private long contentStart;

  ChunkTransaction(
      SendContext context, PreparedMail prepared, Portion portion, List<Recipient> recipients) {
    super(context, prepared, portion, recipients);
  }

  @Override
  void begin() throws SmtpException {
    boolean atOnce = !awaitsEnvelope() && !context().confirmBeforeEnd();
    sendEnvelope();
    if (atOnce && prepared().size() <= AWAIT_ENVELOPE_ABOVE) {
      sendContent();
    }
  }

  @Override
  void proceed() throws SmtpException {
    if (isEnvelopeRefused()) {
      end(envelopeRefusal());
    } else if (isAt(Stage.CONTENT)) {
      sendEnd();
    } else {
      sendContent();
    }
  }

  final void sendContent() throws SmtpException {
    boolean endApart = hasEndApart();
    sendChunk(prepared().size(), !endApart);
    writeContent();
    endOrWait(endApart);
  }

  final void endOrWait(boolean endApart) throws SmtpException {
    if (!endApart) {
      contentEnded();
    } else if (context().confirmBeforeEnd()) {
      reach(Stage.CONTENT);
    } else {
      sendEnd();
    }
  }

  /** Writes the bytes that BDAT announced. */
  void writeContent() throws SmtpException {
    contentBegins();
    contentStart = context().connection().position();
    try {
      context().chunk().send(prepared(), this);
    } catch (SmtpException e) {
      throw giveUp(e);
    }
  }

  /**
   * Reads the replies that have come while the content was sent: after the last byte, an acceptance
   * that came too early could not be told from the right one.
   */
  @Override
  public final void beforeEnd() throws SmtpException {
    if (!context().connection().hasTried(contentStart + 1)) {
      return;
    }
    context().flight().readArrived();
    SmtpException refusal = failure();
    if (isOver() && refusal != null) {
      throw refusal;
    }
  }

  /**
   * A server that refuses a chunk for its size or as a command may not have read its bytes, and run
   * them as commands instead. If nothing after the chunk shows that it did not, the session ends.
   */
  @Override
  final void contentRefused(Reply last) {
    boolean unread = last.code() == 552 || Failure.isOfCommand(last);
    if (unread && lastChunkHasBytes() && context().flight().size() == 0) {
      context().connection().close(failure());
    }
  }

  /** Returns whether the last chunk has bytes that the server may have run as commands. */
  boolean lastChunkHasBytes() {
    return prepared().size() > 0 && !hasEndApart();
  }

  /** Gives up during the content, after reading the replies to the messages before this one. */
  final SmtpException giveUp(SmtpException reason) throws SmtpException {
    blame(reason);
    if (context().connection().isOpen()) {
      context().flight().readBefore(this);
    }
    return context().connection().fail(reason);
  }

  /**
   * Returns whether the end is a separate chunk without bytes. {@code confirmBeforeEnd} asks for
   * that. It is also needed where each recipient has a final reply, as it shows how many replies a
   * refused content has.
   */
  final boolean hasEndApart() {
    return context().confirmBeforeEnd() || context().dialect().finalReplies(recipients()) > 1;
  }

  final void sendChunk(long bytes, boolean last) throws SmtpException {
    Flight flight = context().flight();
    // This reads replies, so it comes before the command: its bytes must follow immediately.
    flight.ensureRoom(bytes);
    flight.add(new ChunkCommand(bytes, last), last ? Item.END : Item.CHUNK, this);
    if (last) {
      int replies = context().dialect().finalReplies(recipients());
      flight.expectMore(replies - 1, Item.END, this);
    }
  }

  private void sendEnd() throws SmtpException {
    sendChunk(0, true);
    contentEnded();
  }

  @Override
  void receiveOther(Item item, Reply reply) throws SmtpException {
    if (reply.isPositive() || chunkRefusal != null) {
      return;
    }
    chunkRefusal = reply;
    ledger().finalReply(reply);
    if (!isEnvelopeRefused() && reply.code() != 421) {
      // After a refused chunk that was not the last, servers treat the next chunk differently.
      throw context()
          .connection()
          .failAfterRefusal(
              blame(
                  new SmtpDataException(
                      "The server refused part of the content: " + reply, reply)));
    }
  }

  /** After a refused chunk there is one reply to the end, whatever the dialect. */
  @Override
  int expectedFinalReplies() {
    return chunkRefusal == null ? super.expectedFinalReplies() : 0;
  }
}
