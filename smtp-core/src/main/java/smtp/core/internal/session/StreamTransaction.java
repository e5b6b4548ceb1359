package smtp.core.internal.session;

import java.util.Arrays;
import java.util.List;
import smtp.api.Content;
import smtp.api.Extension;
import smtp.api.Recipient;
import smtp.api.SmtpException;
import smtp.api.SmtpNotSupportedException;
import smtp.core.internal.wire.DataEncoder;

/**
 * A transaction whose content goes by BDAT and has no known size. One that fits into the first
 * chunk is sent like any other; of one that does not, the envelope is first seen to be accepted.
 */
final class StreamTransaction extends ChunkTransaction {

  private static final int SMALLEST = 8 * 1024;
  private static final int FIRST = 64 * 1024;
  private static final int LARGEST = 1024 * 1024;

  /** How many chunks may be unanswered: one on its way, one at the server, one being filled. */
  private static final int AHEAD = 2;

  private byte[] chunk = new byte[SMALLEST];
  private int filled;
  private long sent;

  StreamTransaction(
      Course course, PreparedMail prepared, Portion portion, List<Recipient> recipients) {
    super(course, prepared, portion, recipients);
  }

  /** Takes a content back whose envelope was refused when the first chunk of it was there. */
  private static final class EnvelopeRefused extends SmtpException {
    private static final long serialVersionUID = 1;

    EnvelopeRefused() {
      super("The envelope was refused");
    }
  }

  @Override
  void begin() throws SmtpException {
    DataEncoder encoder = new DataEncoder(prepared().chunkForm(), this::fill);
    Content content = prepared().content();
    try {
      new ContentStream(encoder, course().connection().listener(), content).take();
      end();
    } catch (EnvelopeRefused e) {
      over(envelopeRefusal());
    } catch (SmtpException e) {
      if (!isAt(Stage.NEW) || Thread.currentThread().isInterrupted()) {
        throw giveUp(e);
      }
      // Nothing was said of this mail yet, so the session need not suffer.
      over(e);
    }
  }

  private void fill(byte[] octets, int offset, int length) throws SmtpException {
    requireSize(length);
    int taken = 0;
    while (taken < length) {
      if (filled == chunk.length) {
        makeRoom();
      }
      int count = Math.min(length - taken, chunk.length - filled);
      System.arraycopy(octets, offset + taken, chunk, filled, count);
      filled += count;
      taken += count;
    }
  }

  /** A server that was sent more than it takes may run the rest as commands. */
  private void requireSize(int length) throws SmtpException {
    if (sent + filled + length > course().maxSize()) {
      throw new SmtpNotSupportedException(
          "The content has more octets than the %d that the server takes"
              .formatted(course().maxSize()),
          Extension.SIZE);
    }
  }

  private void makeRoom() throws SmtpException {
    if (chunk.length < FIRST) {
      chunk = Arrays.copyOf(chunk, FIRST);
      return;
    }
    if (isAt(Stage.NEW)) {
      requireEnvelope();
    }
    putFilled(false);
    if (chunk.length < LARGEST) {
      chunk = new byte[chunk.length * 2];
    }
  }

  private void requireEnvelope() throws SmtpException {
    putEnvelope();
    course().flight().land();
    if (isEnvelopeRefused()) {
      throw new EnvelopeRefused();
    }
  }

  private void putFilled(boolean last) throws SmtpException {
    while (course().flight().size() >= AHEAD) {
      course().flight().readOne();
    }
    putChunk(filled, last);
    course().connection().write(chunk, 0, filled);
    sent += filled;
    filled = 0;
    // The source may take its time over the next one.
    course().connection().flush();
  }

  private void end() throws SmtpException {
    if (isAt(Stage.NEW)) {
      prepared(prepared().withSize(filled, course().capabilities().has(Extension.SIZE)));
      super.begin();
      return;
    }
    boolean endApart = hasEndApart();
    putFilled(!endApart);
    endOrWait(endApart);
  }

  /** What has begun without its size being told is not followed before the server has it all. */
  @Override
  boolean mayBeFollowed() {
    return sent == 0 && super.mayBeFollowed();
  }

  /** Writes a content that has turned out to fit into one chunk. */
  @Override
  void writeContent() throws SmtpException {
    course().connection().write(chunk, 0, filled);
  }
}
