package smtp.core.internal.session;

import java.util.List;
import org.jspecify.annotations.Nullable;
import smtp.api.Recipient;
import smtp.api.Reply;
import smtp.api.SmtpDataException;
import smtp.api.SmtpException;

/** A transaction whose content goes by BDAT, in one chunk (RFC 3030). */
class ChunkTransaction extends Transaction {

  /** A content of more octets than this is not sent on the chance that the envelope is refused. */
  private static final long LARGE = 1 << 20;

  private @Nullable Reply chunkRefusal;

  ChunkTransaction(
      Course course, PreparedMail prepared, Portion portion, List<Recipient> recipients) {
    super(course, prepared, portion, recipients);
  }

  @Override
  void begin() throws SmtpException {
    boolean atOnce = !course().looksFirst() && !course().sending().confirmBeforeEnd();
    putEnvelope();
    if (atOnce && prepared().size() <= LARGE) {
      putContent();
    }
  }

  @Override
  void proceed() throws SmtpException {
    if (isEnvelopeRefused()) {
      over(envelopeRefusal());
    } else if (isAt(Stage.CONTENT)) {
      putEnd();
    } else {
      putContent();
    }
  }

  final void putContent() throws SmtpException {
    boolean endApart = hasEndApart();
    putChunk(prepared().size(), !endApart);
    writeContent();
    endOrWait(endApart);
  }

  final void endOrWait(boolean endApart) throws SmtpException {
    if (!endApart) {
      ended();
    } else if (course().sending().confirmBeforeEnd()) {
      at(Stage.CONTENT);
    } else {
      putEnd();
    }
  }

  /** Writes the octets that were told by BDAT. */
  void writeContent() throws SmtpException {
    try {
      course().chunk().take(prepared());
    } catch (SmtpException e) {
      throw giveUp(e);
    }
  }

  /** Gives up in the middle of the content, but not on the mails before this one. */
  final SmtpException giveUp(SmtpException reason) throws SmtpException {
    atFault(reason);
    if (course().connection().isOpen()) {
      course().flight().landBefore(this);
    }
    return course().connection().fail(reason);
  }

  /**
   * Tells whether the end is a chunk of its own, of no octets. That is what the careful mode is;
   * and where each recipient is answered, it tells how many answers a refused content has.
   */
  final boolean hasEndApart() {
    return course().sending().confirmBeforeEnd()
        || course().dialect().finalReplies(recipients()) > 1;
  }

  final void putChunk(long octets, boolean last) throws SmtpException {
    Flight flight = course().flight();
    // Before the command: nothing may come between it and its octets.
    flight.makeWay(octets);
    flight.add(new ChunkCommand(octets, last), this, last ? END : CHUNK);
    if (last) {
      int replies = course().dialect().finalReplies(recipients());
      flight.content(replies - 1, this, END);
    }
  }

  private void putEnd() throws SmtpException {
    putChunk(0, true);
    ended();
  }

  @Override
  void takeOther(int item, Reply reply) throws SmtpException {
    if (reply.isPositive() || chunkRefusal != null) {
      return;
    }
    chunkRefusal = reply;
    ledger().finalReply(reply);
    if (!isEnvelopeRefused() && reply.code() != 421) {
      // Behind a refused chunk that was not the last, servers differ in what they make of the next.
      throw course()
          .connection()
          .fail(
              atFault(
                  new SmtpDataException(
                      "The server refused a part of the content: " + reply, reply)));
    }
  }

  /** What was refused in part has one answer to its end, whatever the dialect. */
  @Override
  int expectedFinalReplies() {
    return chunkRefusal == null ? super.expectedFinalReplies() : 0;
  }
}
