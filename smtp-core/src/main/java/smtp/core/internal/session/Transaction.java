package smtp.core.internal.session;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import smtp.api.Capabilities;
import smtp.api.Extension;
import smtp.api.Mail;
import smtp.api.Phase;
import smtp.api.Reply;
import smtp.api.SendResult;
import smtp.api.SmtpDataException;
import smtp.api.SmtpException;
import smtp.api.SmtpProtocolException;
import smtp.api.SmtpRecipientsRefusedException;
import smtp.api.SmtpSenderRefusedException;
import smtp.api.SmtpServerDisconnectedException;

/** One mail, from MAIL to the reply to its end, and what became of each recipient. */
final class Transaction {

  private final Connection connection;
  private final Dialect dialect;
  private final boolean pipelining;
  private final boolean allOrNone;
  private final boolean resetFirst;
  private final PreparedMail prepared;
  private final Ledger ledger;
  private final Flight flight;
  private @Nullable Reply resetReply;
  private @Nullable Reply mailReply;
  private @Nullable Reply dataReply;
  private @Nullable Reply finalReply;

  /**
   * Makes a transaction, which sends nothing yet.
   *
   * @param resetFirst whether the server may still hold an earlier transaction
   * @throws smtp.api.SmtpNotSupportedException if the server cannot take this mail
   */
  Transaction(
      Connection connection,
      SessionOptions options,
      Capabilities capabilities,
      Mail mail,
      boolean resetFirst)
      throws SmtpException {
    this.connection = connection;
    this.dialect = options.dialect();
    this.pipelining = capabilities.has(Extension.PIPELINING);
    this.allOrNone = options.allOrNone();
    this.resetFirst = resetFirst;
    this.prepared = PreparedMail.of(mail, capabilities);
    this.ledger = new Ledger(mail.envelope());
    this.flight = new Flight(connection, pipelining);
  }

  /** Sends the mail, and returns what became of it if somebody gets it. */
  SendResult send() throws SmtpException {
    try {
      sendEnvelope();
      judgeEnvelope();
      sendContent();
      return judge();
    } catch (SmtpException e) {
      throw withResult(e);
    }
  }

  private SmtpException withResult(SmtpException failure) {
    SendResult result = ledger.result();
    SmtpException told = result.unknown().isEmpty() ? failure : Failure.outcomeUnknown(failure);
    told.initResult(result);
    return told;
  }

  // --- the envelope

  private void sendEnvelope() throws SmtpException {
    try {
      putEnvelope();
      flight.land();
    } catch (SmtpException e) {
      flight.takeLastWords();
      throw e;
    }
  }

  private void putEnvelope() throws SmtpException {
    if (resetFirst) {
      flight.add(Phase.COMMAND, "RSET", reply -> resetReply = reply);
      requireReset();
    }
    flight.add(prepared.mail(), this::mailReply);
    List<PathCommand> recipients = prepared.recipients();
    for (int i = 0; i < recipients.size() && goesOn(); i++) {
      int index = i;
      flight.add(recipients.get(i), reply -> ledger.rcptReply(index, reply));
    }
    // DATA cannot be taken back once it was answered 354, so all-or-none has to look first.
    if (pipelining && !allOrNone) {
      putData();
    }
  }

  private void mailReply(Reply reply) {
    mailReply = reply;
    ledger.mailReply(reply);
  }

  private void putData() throws SmtpException {
    flight.add(Phase.DATA, "DATA", reply -> dataReply = reply);
  }

  /** Tells whether the next recipient is worth sending: what is known so far is only good. */
  private boolean goesOn() {
    return pipelining || !ledger.isSenderRefused();
  }

  private void judgeEnvelope() throws SmtpException {
    requireReset();
    int accepted = ledger.acceptedRecipients();
    boolean refused =
        ledger.isSenderRefused() || accepted == 0 || (allOrNone && accepted < recipientCount());
    if (refused) {
      leaveData(accepted);
      throw refusal(accepted);
    }
    if (dataReply == null) {
      putData();
      flight.land();
    }
  }

  /** Gives up if RSET was refused; a server that answers by groups has not answered it yet. */
  private void requireReset() throws SmtpException {
    if (resetReply != null && resetReply.code() != 250) {
      throw connection.fail(
          new SmtpProtocolException(
              "The server refused RSET, so the session is closed: " + resetReply));
    }
  }

  private int recipientCount() {
    return prepared.recipients().size();
  }

  /** Gets out of a DATA that was accepted although there is nothing to send (RFC 2920, 3.1). */
  private void leaveData(int accepted) throws SmtpException {
    if (dataReply == null || dataReply.code() != 354) {
      return;
    }
    if (accepted > 0) {
      // A lone dot would deliver an empty mail to those recipients.
      throw connection.fail(
          new SmtpProtocolException(
              "The server refused the sender and yet asks for content: " + dataReply));
    }
    connection.content(1);
    connection.write(new byte[] {'.', '\r', '\n'}, 0, 3);
    connection.reply(Phase.END_OF_DATA);
  }

  private SmtpException refusal(int accepted) {
    if (mailReply != null && ledger.isSenderRefused()) {
      return new SmtpSenderRefusedException(
          "The server refused the sender: " + mailReply, mailReply);
    }
    SendResult result = ledger.result();
    String first = result.refused().isEmpty() ? "" : ": " + result.refused().get(0).reply();
    return new SmtpRecipientsRefusedException(
        accepted == 0
            ? "The server refused every recipient" + first
            : "The server refused a recipient, and it was to be all or none" + first);
  }

  // --- the content

  private void sendContent() throws SmtpException {
    ContentSender sender = new ContentSender(connection);
    requireAskedFor(sender, Objects.requireNonNull(dataReply, "DATA was answered"));
    int replies = dialect.finalReplies(ledger.acceptedRecipients());
    try {
      sender.send(prepared.content(), replies);
      ledger.endOfDataSent();
      connection.flush();
    } catch (SmtpException e) {
      connection.lastWords().forEach(this::book);
      throw ContentSender.refusalOr(e, connection.lastWords());
    }
    for (int i = 0; i < replies; i++) {
      readFinalReply();
    }
  }

  private void requireAskedFor(ContentSender sender, Reply reply) throws SmtpException {
    try {
      sender.requireAskedFor(reply);
    } catch (SmtpDataException e) {
      ledger.finalReply(reply);
      throw e;
    }
  }

  private void readFinalReply() throws SmtpException {
    try {
      book(connection.reply(Phase.END_OF_DATA));
    } catch (SmtpServerDisconnectedException e) {
      e.reply().ifPresent(this::book);
      throw e;
    }
  }

  private void book(Reply reply) {
    finalReply = reply;
    dialect.book(reply, ledger);
  }

  private SendResult judge() throws SmtpException {
    SendResult result = ledger.result();
    if (!result.unknown().isEmpty()) {
      throw connection.fail(
          new SmtpProtocolException(
              "The server answered the end of the data with neither yes nor no"));
    }
    if (result.accepted().isEmpty() && finalReply != null) {
      throw new SmtpDataException("The server refused the content: " + finalReply, finalReply);
    }
    return result;
  }
}
