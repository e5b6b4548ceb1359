package smtp.core.internal.send;

import java.util.List;
import org.jspecify.annotations.Nullable;
import smtp.api.Recipient;
import smtp.api.Reply;
import smtp.api.SmtpDataException;
import smtp.api.SmtpException;
import smtp.api.SmtpProtocolException;
import smtp.core.internal.connection.Connection;
import smtp.core.internal.connection.Item;
import smtp.core.internal.connection.TextCommand;

/** A transaction whose content is sent with DATA (RFC 5321, section 4.1.1.4). */
final class DataTransaction extends Transaction {

  private static final byte[] DOT_LINE = {'.', '\r', '\n'};

  private @Nullable Reply dataReply;

  DataTransaction(
      SendContext context, PreparedMail prepared, Portion portion, List<Recipient> recipients) {
    super(context, prepared, portion, recipients);
  }

  @Override
  void begin() throws SmtpException {
    // After a 354 DATA cannot be cancelled, so all-or-none waits for the replies to the envelope.
    boolean awaitsEnvelope = awaitsEnvelope();
    sendEnvelope();
    if (!awaitsEnvelope) {
      sendData();
    }
  }

  private void sendData() throws SmtpException {
    context().flight().add(TextCommand.DATA, Item.DATA, this);
  }

  @Override
  void proceed() throws SmtpException {
    if (isEnvelopeRefused()) {
      endWithoutContent();
      end(envelopeRefusal());
      return;
    }
    if (dataReply == null) {
      sendData();
      context().flight().readAll();
    }
    try {
      context().contents().requireAskedFor(dataReply);
    } catch (SmtpDataException e) {
      ledger().finalReply(e.reply());
      end(e);
      return;
    }
    sendContent();
  }

  /** Ends a DATA that was accepted but has no content (RFC 2920, section 3.1). */
  private void endWithoutContent() throws SmtpException {
    if (dataReply == null || dataReply.code() != 354) {
      return;
    }
    Connection connection = context().connection();
    if (ledger().acceptedRecipients() > 0) {
      // A final dot would deliver an empty message to these recipients.
      throw connection.fail(
          new SmtpProtocolException(
              "The server refused the sender, but accepted DATA: " + dataReply));
    }
    context().flight().expectForContent(1, Item.EMPTY_END, this);
    connection.write(DOT_LINE, 0, DOT_LINE.length);
  }

  private void sendContent() throws SmtpException {
    context().flight().expectForContent(expectedFinalReplies(), Item.END, this);
    contentBegins();
    context().contents().send(prepared().content());
    contentEnded();
  }

  @Override
  void receiveOther(Item item, Reply reply) {
    if (item == Item.DATA) {
      dataReply = reply;
    }
  }
}
