package smtp.core.internal.session;

import java.util.Iterator;
import smtp.api.Capabilities;
import smtp.api.Extension;
import smtp.api.Mail;
import smtp.api.SendListener;
import smtp.api.SendResult;
import smtp.api.SmtpException;

/** Sends whole mails on a session, each in a transaction of its own. */
final class MailSender {

  private final Session session;
  private final SessionState state;

  MailSender(Session session, SessionState state) {
    this.session = session;
    this.state = state;
  }

  SendResult send(Mail mail) throws SmtpException {
    state.requireNoTransaction("send");
    Timing timing = session.connection().timing();
    timing.begin();
    try {
      session.ensureHello();
      return transact(mail);
    } catch (SmtpException e) {
      if (e.result().isEmpty()) {
        e.initResult(SendResult.notSent(mail.envelope()));
      }
      throw e;
    } finally {
      timing.end();
    }
  }

  private SendResult transact(Mail mail) throws SmtpException {
    Capabilities capabilities = session.capabilities();
    // Where commands are pipelined RSET costs no round trip, and it mends what a server may have
    // kept
    // of the mail before: some deliver under its sender, some break.
    boolean resetFirst =
        state.isUnfinished() || (state.isUsed() && capabilities.has(Extension.PIPELINING));
    Transaction transaction =
        new Transaction(session.connection(), session.options(), capabilities, mail, resetFirst);
    state.contentBegins();
    SendResult result = transaction.send();
    state.contentEnded();
    return result;
  }

  void sendAll(Iterator<? extends Mail> mails, SendListener listener) throws SmtpException {
    while (mails.hasNext()) {
      sendOne(mails.next(), listener);
    }
  }

  private void sendOne(Mail mail, SendListener listener) throws SmtpException {
    SmtpException failure = null;
    SendResult result;
    try {
      result = send(mail);
    } catch (SmtpException e) {
      failure = e;
      result = e.result().orElseThrow();
    } catch (IllegalArgumentException e) {
      // A mail that cannot be put into commands: nothing of it was sent, and the next may go.
      result = SendResult.notSent(mail.envelope());
      failure = new SmtpException("The mail cannot be sent: " + e.getMessage(), e);
      failure.initResult(result);
    }
    listener.sent(mail, result, failure);
    if (failure != null && !session.isOpen()) {
      throw failure;
    }
  }
}
