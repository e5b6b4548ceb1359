package smtp.core.internal.peer;

import smtp.api.Reply;
import smtp.core.internal.peer.SessionStep.Call;

/** The state of a session: what may be sent next. {@link SessionStep} has the table. */
public final class SessionState {

  private static final int PATIENCE = 3;

  private SessionStep step = SessionStep.GREETED;
  private boolean authenticated;
  private boolean utf8;
  private int acceptedRecipients;
  private int transactions;
  private int refusedEnvelopes;
  private int acceptedMessages;
  private boolean limitReached;
  private boolean unfinished;

  /**
   * Requires that a call is possible now.
   *
   * @param name the command or method for the message, such as {@code STARTTLS} or {@code send}
   * @throws IllegalStateException if the call is not possible
   */
  public void require(Call call, String name) {
    if (!step.allows(call)) {
      throw new IllegalStateException(call.refusal(name));
    }
  }

  /** Returns whether a message may be sent now: no transaction is open. */
  public boolean allowsSend() {
    return step.allows(Call.SEND);
  }

  public void requireNotAuthenticated() {
    if (authenticated) {
      throw new IllegalStateException("The session is authenticated already");
    }
  }

  public boolean needsHello() {
    return step == SessionStep.GREETED;
  }

  public void helloAccepted() {
    step = step.after(Call.HELLO);
  }

  public void tlsBegan() {
    step = step.after(Call.STARTTLS);
  }

  public void authenticated() {
    authenticated = true;
  }

  public boolean isAuthenticated() {
    return authenticated;
  }

  public void senderAccepted(boolean utf8Used) {
    step = step.after(Call.MAIL);
    utf8 = utf8Used;
    acceptedRecipients = 0;
  }

  /** Returns whether the MAIL of this transaction had SMTPUTF8. */
  public boolean isUtf8() {
    return utf8;
  }

  public void recipientAccepted() {
    step = step.after(Call.RCPT);
    acceptedRecipients++;
  }

  public int acceptedRecipients() {
    return acceptedRecipients;
  }

  /** Content is about to be sent. Until its end is answered, the transaction may be unfinished. */
  public void contentBegins() {
    step = step.after(step == SessionStep.RCPT ? Call.DATA : Call.SEND);
    unfinished = true;
  }

  public void contentEnded() {
    unfinished = false;
  }

  public void wasReset() {
    step = step.after(Call.RSET);
    unfinished = false;
  }

  /**
   * Returns whether the server may still have an unfinished transaction, so that RSET is needed.
   */
  public boolean isUnfinished() {
    return unfinished;
  }

  /** MAIL is about to be sent. */
  public void transactionBegins() {
    transactions++;
  }

  /** Returns how many times MAIL was sent, accepted or not. */
  public int transactions() {
    return transactions;
  }

  /** A message was accepted for at least one recipient. */
  public void messageAccepted() {
    contentEnded();
    acceptedMessages++;
  }

  /**
   * The server refused a sender. After messages that it accepted, some refusals mean that it takes
   * no more on this connection.
   */
  public void senderRefused(Reply reply) {
    limitReached |= acceptedMessages > 0 && SessionLimit.mayBeToldBy(reply);
  }

  /** Returns whether the server seems to take no more messages on this connection. */
  public boolean isLimitReached() {
    return limitReached;
  }

  /** The server refused the sender or all recipients of a message. */
  public void envelopeRefused() {
    refusedEnvelopes++;
  }

  /**
   * Returns whether so many envelopes were refused that content is sent only after its envelope was
   * accepted: servers count what they refuse and then close the connection.
   */
  public boolean isMostlyRefused() {
    return refusedEnvelopes >= PATIENCE && refusedEnvelopes * 2 > transactions;
  }
}
