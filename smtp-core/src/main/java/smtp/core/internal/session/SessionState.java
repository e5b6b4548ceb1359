package smtp.core.internal.session;

import smtp.core.internal.session.Step.Call;

/** What has been said on a session, and so what may be said next: {@link Step} has the table. */
final class SessionState {

  private static final int PATIENCE = 3;

  private Step step = Step.GREETED;
  private boolean authenticated;
  private boolean utf8;
  private int acceptedRecipients;
  private int mails;
  private int refusedMails;
  private boolean unfinished;

  /**
   * Refuses a call that begins something where a transaction is open.
   *
   * @param what the verb or method as callers know it, such as {@code STARTTLS} or {@code send}
   */
  void requireNoTransaction(String what) {
    if (!step.allows(Call.of(what))) {
      throw new IllegalStateException(
          what + " is not possible in a transaction; end it with data or rset");
    }
  }

  /** Tells whether a message may be sent now: no transaction is open. */
  boolean allowsSend() {
    return step.allows(Call.SEND);
  }

  void requireSender() {
    if (!step.allows(Call.RCPT)) {
      throw new IllegalStateException("RCPT needs a MAIL that was accepted");
    }
  }

  void requireRecipient() {
    if (!step.allows(Call.DATA)) {
      throw new IllegalStateException("DATA needs a recipient that was accepted");
    }
  }

  void requireNotAuthenticated() {
    if (authenticated) {
      throw new IllegalStateException("The session is authenticated already");
    }
  }

  boolean needsHello() {
    return step == Step.GREETED;
  }

  void helloAccepted() {
    step = step.after(Call.HELLO);
  }

  void tlsBegan() {
    step = step.after(Call.STARTTLS);
  }

  void authenticated() {
    authenticated = true;
  }

  void senderAccepted(boolean saidUtf8) {
    step = step.after(Call.MAIL);
    utf8 = saidUtf8;
    acceptedRecipients = 0;
  }

  /** Tells whether the MAIL of this transaction said SMTPUTF8. */
  boolean isUtf8() {
    return utf8;
  }

  void recipientAccepted() {
    step = step.after(Call.RCPT);
    acceptedRecipients++;
  }

  int acceptedRecipients() {
    return acceptedRecipients;
  }

  /**
   * Content is about to be sent: until it is known to be over, the server may hold the rest of it.
   */
  void contentBegins() {
    step = step.after(step == Step.RCPT ? Call.DATA : Call.SEND);
    unfinished = true;
  }

  void contentEnded() {
    unfinished = false;
  }

  void wasReset() {
    step = step.after(Call.RSET);
    unfinished = false;
  }

  /** Tells whether the server certainly holds the rest of a transaction, so that RSET is due. */
  boolean isUnfinished() {
    return unfinished;
  }

  /** MAIL is about to be said. */
  void mailBegins() {
    mails++;
  }

  /** Returns how often MAIL was said, refused or not. */
  int mails() {
    return mails;
  }

  /** The server refused a mail before it had seen its content. */
  void mailRefused() {
    refusedMails++;
  }

  /**
   * Tells whether mails are refused so often that a content is not to be sent on chance: servers
   * count what they refuse, and hang up.
   */
  boolean isMostlyRefused() {
    return refusedMails >= PATIENCE && refusedMails * 2 > mails;
  }
}
