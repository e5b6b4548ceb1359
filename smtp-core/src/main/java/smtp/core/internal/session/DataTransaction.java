package smtp.core.internal.session;

import java.util.List;
import org.jspecify.annotations.Nullable;
import smtp.api.Phase;
import smtp.api.Recipient;
import smtp.api.Reply;
import smtp.api.SmtpDataException;
import smtp.api.SmtpException;
import smtp.api.SmtpProtocolException;

/** A transaction whose content goes by DATA (RFC 5321, section 4.1.1.4). */
final class DataTransaction extends Transaction {

  private static final int LONE_DOT = -6;
  private static final byte[] DOT_LINE = {'.', '\r', '\n'};

  private @Nullable Reply dataReply;

  DataTransaction(
      Course course, PreparedMail prepared, Portion portion, List<Recipient> recipients) {
    super(course, prepared, portion, recipients);
  }

  @Override
  void begin() throws SmtpException {
    // DATA cannot be taken back once it was answered 354, so all-or-none has to look first.
    boolean looksFirst = course().looksFirst();
    putEnvelope();
    if (!looksFirst) {
      putData();
    }
  }

  private void putData() throws SmtpException {
    course().flight().add(Phase.DATA, "DATA", this, DATA);
  }

  @Override
  void proceed() throws SmtpException {
    if (isEnvelopeRefused()) {
      leaveData();
      over(envelopeRefusal());
      return;
    }
    if (dataReply == null) {
      putData();
      course().flight().land();
    }
    try {
      course().contents().requireAskedFor(dataReply);
    } catch (SmtpDataException e) {
      ledger().finalReply(e.reply());
      over(e);
      return;
    }
    putContent();
  }

  /** Gets out of a DATA that was accepted although there is nothing to send (RFC 2920, 3.1). */
  private void leaveData() throws SmtpException {
    if (dataReply == null || dataReply.code() != 354) {
      return;
    }
    Connection connection = course().connection();
    if (ledger().acceptedRecipients() > 0) {
      // A lone dot would deliver an empty mail to those recipients.
      throw connection.fail(
          new SmtpProtocolException(
              "The server refused the sender and yet asks for content: " + dataReply));
    }
    course().flight().content(1, this, LONE_DOT);
    connection.write(DOT_LINE, 0, DOT_LINE.length);
  }

  private void putContent() throws SmtpException {
    course().flight().content(expectedFinalReplies(), this, END);
    course().contents().send(prepared().content());
    ended();
  }

  @Override
  void takeOther(int item, Reply reply) {
    if (item == DATA) {
      dataReply = reply;
    }
  }
}
