package smtp.core.internal.send;

import java.util.Arrays;
import java.util.List;
import smtp.api.Content;
import smtp.api.Extension;
import smtp.api.Recipient;
import smtp.api.SmtpException;
import smtp.api.SmtpNotSupportedException;
import smtp.core.internal.wire.DataEncoder;

/**
 * A transaction whose content has an unknown size and is sent with BDAT. If the content fits into
 * the first chunk, it is sent like any other; otherwise its envelope has to be accepted first.
 */
final class StreamTransaction extends ChunkTransaction {

  private static final int INITIAL_BUFFER = 8 * 1024;
  private static final int FIRST_CHUNK = 64 * 1024;
  private static final int LARGEST_CHUNK = 1024 * 1024;

  /** How many chunks may be unanswered: one in the network, one at the server. */
  private static final int AHEAD = 2;

  private byte[] chunk = new byte[INITIAL_BUFFER];
  private int filled;
  private long sent;

  StreamTransaction(
      SendContext context, PreparedMail prepared, Portion portion, List<Recipient> recipients) {
    super(context, prepared, portion, recipients);
  }

  @Override
  void begin() throws SmtpException {
    DataEncoder<SmtpException> encoder = new DataEncoder<>(prepared().chunkForm(), this::fill);
    Content content = prepared().content();
    contentBegins();
    try {
      new ContentStream(encoder, context().connection().events(), content).take();
      finish();
    } catch (SmtpException e) {
      // A closed connection ends more than this message: one that just ended would be taken again.
      boolean open = context().connection().isOpen();
      if (open && isAt(Stage.ENVELOPE) && isEnvelopeRefused()) {
        end(e);
        return;
      }
      if (!open || !isAt(Stage.NEW) || Thread.currentThread().isInterrupted()) {
        throw giveUp(e);
      }
      // Nothing of this message was sent yet, so the session stays open.
      end(e);
    }
  }

  private void fill(byte[] bytes, int offset, int length) throws SmtpException {
    requireSize(length);
    int taken = 0;
    while (taken < length) {
      if (filled == chunk.length) {
        makeRoom();
      }
      int count = Math.min(length - taken, chunk.length - filled);
      System.arraycopy(bytes, offset + taken, chunk, filled, count);
      filled += count;
      taken += count;
    }
  }

  /**
   * Checks the size: a server that receives more than it accepts may take the rest for commands.
   */
  private void requireSize(int length) throws SmtpException {
    if (sent + filled + length > context().maxSize()) {
      throw new SmtpNotSupportedException(
          "The content has more than the %d bytes that the server accepts"
              .formatted(context().maxSize()),
          Extension.SIZE);
    }
  }

  private void makeRoom() throws SmtpException {
    if (chunk.length < FIRST_CHUNK) {
      chunk = Arrays.copyOf(chunk, FIRST_CHUNK);
      return;
    }
    if (isAt(Stage.NEW)) {
      requireEnvelope();
    }
    sendFilled(false);
    if (chunk.length < LARGEST_CHUNK) {
      chunk = new byte[chunk.length * 2];
    }
  }

  private void requireEnvelope() throws SmtpException {
    sendEnvelope();
    context().flight().readAll();
    if (isEnvelopeRefused()) {
      // Stops the content, which is just being written to this transaction.
      throw envelopeRefusal();
    }
  }

  private void sendFilled(boolean last) throws SmtpException {
    while (context().flight().size() >= AHEAD) {
      context().flight().readOne();
    }
    sendChunk(filled, last);
    context().connection().write(chunk, 0, filled);
    sent += filled;
    filled = 0;
    // The source may need time for the next chunk.
    context().connection().flush();
  }

  private void finish() throws SmtpException {
    if (isAt(Stage.NEW)) {
      prepared(prepared().withSize(filled, context().capabilities().has(Extension.SIZE)));
      super.begin();
      return;
    }
    boolean endApart = hasEndApart();
    sendFilled(!endApart);
    endOrWait(endApart);
  }

  /** If the size was not announced, nothing follows before the server has the whole content. */
  @Override
  boolean mayBeFollowed() {
    return sent == 0 && super.mayBeFollowed();
  }

  @Override
  boolean lastChunkHasBytes() {
    return sent > 0 || super.lastChunkHasBytes();
  }

  /** Writes content that fits into one chunk. */
  @Override
  void writeContent() throws SmtpException {
    context().connection().write(chunk, 0, filled);
  }
}
